import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customers } from '../../../api/customers/table'
import { earningReads, openBooks } from '../../../api/earning/books'
import { settle } from '../../../api/earning/settle'
import { sweep } from '../../../api/earning/sweep'
import { idempotency } from '../../../api/http/table'
import { programs as versions } from '../../../api/merchants/table'
import { shopOf, shopReads } from '../../../api/merchants/tenant'
import { codeAttempts } from '../../../api/rewards/table'
import { accountOf } from '../../../api/wallet/account'
import type { Audit, Customer, JournalLine, OwnedCode, Page, ProgramInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { TEN_PERCENT } from '../rewards/issued'

type RuleInput = NonNullable<ProgramInput['rules']>[number]

const DAY_MS = 86_400_000
const START = Date.parse('2026-03-02T10:00:00Z')

let swept: TestApp
let left: TestApp
beforeAll(async () => {
  ;[swept, left] = await Promise.all([openTestApp(), openTestApp()])
})
afterAll(() => Promise.all([swept.close(), left.close()]))

let sent = 0
async function send(merchant: TestMerchant, path: string, body: unknown): Promise<void> {
  const { status, text } = await merchant.send('POST', path, body, { idempotencyKey: `k${sent++}` })
  if (status >= 300) throw new Error(`${path}: ${text}`)
}

const order = (n: number, customer: string, amount: number, day: number) => ({
  ...{
    externalId: `${n}`,
    customer: { externalId: customer },
    status: 'paid',
    currency: 'GBP',
    total: amount,
  },
  placedAt: new Date(START + day * DAY_MS).toISOString(),
  lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount }],
})

async function journalOf(merchant: TestMerchant, externalId: string) {
  const found = await merchant.send<Page<Customer>>('GET', `/v1/customers?externalId=${externalId}`)
  const id = found.body.data[0]?.id ?? ''
  const { body } = await merchant.send<Page<JournalLine>>('GET', `/v1/customers/${id}/journal?limit=100`)
  const { body: customer } = await merchant.send<Customer>('GET', `/v1/customers/${id}`)
  return { id, lines: body.data, points: customer.points, spins: customer.spins, tierId: customer.tierId }
}

/** Lines that settling would write now. */
async function waiting(app: TestApp, merchantId: string, id: string): Promise<string[]> {
  const realTime = app.clock.now
  const rows = await app.store.read({
    ...shopReads(app.store.db, merchantId),
    ...earningReads(app.store.db, { merchantId, id }, realTime),
  })
  const [tenant, account] = [shopOf(rows, realTime), accountOf(rows)]
  if (!tenant || !account) throw new Error('nobody there')
  const books = openBooks(account, { tenant, random: app.platform.random }, rows)
  settle(books, tenant.at)
  return books.written.journal.map(({ kind }) => kind)
}

interface Setting {
  expiry: NonNullable<ProgramInput['expiry']>
  basis: 'points' | 'spend' | 'orders'
  period: NonNullable<ProgramInput['ladder']>['period']
  pendingDays: number
  /** 0: everybody has a tier. */
  lowest: 0 | 1
}

const programs = fc.record<Setting>({
  expiry: fc.constantFrom<Setting['expiry']>(
    { mode: 'none' },
    { mode: 'inactivity', months: 2 },
    { mode: 'lot', months: 1 },
    { mode: 'lot', months: 1, roundTo: 'month' },
    { mode: 'lot', months: 2, roundTo: 'quarter' },
  ),
  basis: fc.constantFrom('points' as const, 'spend' as const, 'orders' as const),
  period: fc.constantFrom<Setting['period']>(
    { kind: 'lifetime' },
    { kind: 'rolling', months: 1 },
    { kind: 'calendar', startMonth: 4, startDay: 6 },
  ),
  pendingDays: fc.constantFrom(0, 10, 45),
  lowest: fc.constantFrom(0, 1),
})

const facts = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 90 }),
    amount: fc.constantFrom(1000, 5000, 20_000),
    kind: fc.constantFrom('order', 'gift'),
  }),
  { maxLength: 8 },
)
const birthdays = fc.option(fc.constantFrom('1990-03-03', '1990-04-06', '1990-06-30'))

const programOf = ({ expiry, basis, period, pendingDays, lowest }: Setting): ProgramInput => ({
  ...{ name: 'Club', expiry },
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid', pendingDays },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    },
    { id: 'cake', name: 'Birthday', on: 'birthday', earn: { kind: 'fixed', points: 60 } },
  ],
  ladder: {
    ...{ basis, period, currency: 'GBP' },
    tiers: ['bronze', 'silver', 'gold'].map((id, i) => ({
      id,
      name: id,
      threshold: (i + lowest) * (basis === 'spend' ? 6000 : basis === 'orders' ? 1 : 60),
    })),
  },
})

describe('a customer', () => {
  it('has the same books whether they were swept every day, or never and then changed', async () => {
    await fc.assert(
      fc.asyncProperty(programs, facts, birthdays, async (program, happened, birthday) => {
        const lives = await Promise.all(
          [swept, left].map(async app => {
            app.clock.now = START
            const merchant = await app.createMerchant({ timeZone: 'Europe/Prague' })
            await merchant.setProgram(programOf(program))
            await send(merchant, '/v1/customers', { externalId: 'ada', birthday })
            const { id } = await journalOf(merchant, 'ada')
            for (let day = 0; day <= 135; day += 1) {
              const today = happened.filter(fact => fact.day === day)
              if (today.length === 0 && (app === left || day % 3 > 0)) continue
              app.clock.now = START + day * DAY_MS
              for (const { kind, amount } of today) {
                if (kind === 'order') await send(merchant, '/v1/orders', order(sent, 'ada', amount, day))
                else
                  await send(merchant, `/v1/customers/${id}/adjustments`, {
                    points: amount / 100,
                    reason: 'Gift',
                  })
              }
              if (app === left) continue
              await app.sweep()
              expect(await waiting(app, merchant.id, id)).toEqual([])
            }
            app.clock.now = START + 140 * DAY_MS
            await send(merchant, `/v1/customers/${id}/adjustments`, { points: 1, reason: 'Last' })
            expect((await merchant.send<Audit>('GET', '/v1/audit')).body.faults).toEqual([])
            const { id: _, ...books } = await journalOf(merchant, 'ada')
            return books
          }),
        )
        expect(withoutOrderNumbers(lives[0])).toEqual(withoutOrderNumbers(lives[1]))
      }),
      { numRuns: 6 },
    )
  })
})

/** Order ids are counted over both lives. */
const withoutOrderNumbers = (life: unknown) =>
  JSON.parse(JSON.stringify(life).replace(/"(order:)?\d+"/g, '"n"'))

const FROM_NO_POOL = { kind: 'pool' as const, pool: 'none', name: 'Partner' }

/** A shop that keeps birthdays, and a customer whose next one is the first of April. */
async function shopWithCake(earn: RuleInput['earn']): Promise<TestMerchant> {
  swept.clock.now = START
  const merchant = await swept.createMerchant()
  await merchant.setProgram({ rules: [{ id: 'cake', name: 'Birthday', on: 'birthday', earn }] })
  await send(merchant, '/v1/customers', { externalId: 'ada', birthday: '1990-04-01' })
  return merchant
}

const codesOf = async (merchant: TestMerchant) =>
  (await merchant.sendAs<Page<OwnedCode>>('ada', 'GET', '/v1/me/codes')).body.data

describe('a sweep', () => {
  it('books what has expired, once', async () => {
    swept.clock.now = START
    const merchant = await swept.createMerchant()
    await send(merchant, '/v1/customers', { externalId: 'ada' })
    const { id } = await journalOf(merchant, 'ada')
    const gift = { points: 50, reason: 'A week', expiresAt: new Date(START + 7 * DAY_MS).toISOString() }
    await send(merchant, `/v1/customers/${id}/adjustments`, gift)
    await swept.sweep()
    swept.clock.now = START + 8 * DAY_MS
    expect((await swept.sweep()).customers).toBeGreaterThanOrEqual(1)
    const [line] = (await journalOf(merchant, 'ada')).lines
    expect(line).toMatchObject({ kind: 'expire', points: -50, at: gift.expiresAt })
    expect((await swept.sweep()).customers).toBe(0)
  })

  it('ends a tier that was not earned again', async () => {
    swept.clock.now = START
    const merchant = await swept.createMerchant()
    const setting = { expiry: { mode: 'none' }, basis: 'orders', pendingDays: 0, lowest: 1 } as const
    await merchant.setProgram(programOf({ ...setting, period: { kind: 'rolling', months: 1 } }))
    await send(merchant, '/v1/orders', order(sent, 'ada', 1000, 0))
    expect((await journalOf(merchant, 'ada')).tierId).toBe('bronze')
    swept.clock.now = START + 40 * DAY_MS
    await swept.sweep()
    const { lines, tierId } = await journalOf(merchant, 'ada')
    expect(lines[0]).toMatchObject({
      kind: 'tier',
      at: '2026-04-02T10:00:00.000Z',
      note: { because: ['down'] },
    })
    expect(tierId).toBeNull()
    expect((await swept.sweep()).customers).toBe(0)
  })

  it('goes by the clock of each merchant', async () => {
    swept.clock.now = START
    const [ahead, behind] = [await swept.createMerchant(), await swept.createMerchant()]
    for (const merchant of [ahead, behind]) {
      await merchant.setProgram({
        rules: programOf({
          expiry: { mode: 'none' },
          basis: 'points',
          period: { kind: 'lifetime' },
          pendingDays: 0,
          lowest: 0,
        }).rules,
      })
      await send(merchant, '/v1/customers', { externalId: 'ada', birthday: '1990-12-25' })
    }
    await ahead.setClock('2026-12-25T12:00:00Z')
    await swept.sweep()
    expect((await journalOf(ahead, 'ada')).lines[0]).toMatchObject({
      kind: 'birthday',
      at: '2026-12-25T00:00:00.000Z',
    })
    expect((await journalOf(behind, 'ada')).lines).toHaveLength(1)
  })

  it('hands out the code of a birthday', async () => {
    const merchant = await shopWithCake({ kind: 'reward', reward: TEN_PERCENT, validDays: 30 })
    await merchant.setClock('2026-04-01T00:01:00Z')
    await swept.sweep()
    expect((await journalOf(merchant, 'ada')).lines.map(({ kind, at }) => [kind, at])).toEqual([
      ['birthday', '2026-04-01T00:00:00.000Z'],
      ['welcome', '2026-03-02T10:00:00.000Z'],
    ])
    expect(await codesOf(merchant)).toMatchObject([
      { issuedAt: '2026-04-01T00:01:00.000Z', expiresAt: '2026-05-01T00:01:00.000Z', status: 'issued' },
    ])
    expect((await swept.sweep()).customers).toBe(0)
    expect(await codesOf(merchant)).toHaveLength(1)
  })

  it('leaves a birthday that gives nothing out of the books', async () => {
    const merchant = await shopWithCake({ kind: 'reward', reward: FROM_NO_POOL, validDays: 30 })
    await merchant.setClock('2026-04-01T00:01:00Z')
    expect((await swept.sweep()).customers).toBe(0)
    expect((await journalOf(merchant, 'ada')).lines).toHaveLength(1)
  })

  it('that did not come leaves a code of a birthday as long as any', async () => {
    const merchant = await shopWithCake({ kind: 'reward', reward: TEN_PERCENT, validDays: 30 })
    const { id } = await journalOf(merchant, 'ada')
    await merchant.setClock('2026-06-01T12:00:00Z')
    await swept.sweep()
    await send(merchant, `/v1/customers/${id}/adjustments`, { points: 1, reason: 'Hello again' })
    expect(await codesOf(merchant)).toMatchObject([
      { issuedAt: '2026-06-01T12:00:00.000Z', expiresAt: '2026-07-01T12:00:00.000Z', status: 'issued' },
    ])
    const [gift, birthday] = (await journalOf(merchant, 'ada')).lines
    expect([gift?.kind, birthday?.at]).toEqual(['adjust', '2026-04-01T00:00:00.000Z'])
  })

  it('reaches everybody, page by page', async () => {
    left.clock.now = START
    const merchant = await left.createMerchant()
    const { db } = left.store
    const [count, id] = [501, sql`'cus_' || printf('%026d', i)`]
    const numbers = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${sql.raw(String(count))})`
    await left.store.write([
      db.run(
        sql`INSERT INTO customers (id, merchant_id, external_id, created_at) ${numbers} SELECT ${id}, ${merchant.id}, 'x' || i, 0 FROM n`,
      ),
      db.run(
        sql`INSERT INTO journal ${numbers} SELECT ${id}, 1, 0, 'adjust', 7, 0, 'adjustment', '{}' FROM n`,
      ),
      db.run(
        sql`INSERT INTO lots ${numbers} SELECT ${id}, 1, 'points', 7, 7, 0, 1000, 0, 'adjustment' FROM n`,
      ),
    ])
    expect((await left.sweep()).customers).toBe(count)
    const { body } = await merchant.send<Audit>('GET', '/v1/audit')
    expect(body).toMatchObject({
      clean: true,
      points: { issued: 7 * count, expired: 7 * count, outstanding: 0 },
    })
  })

  it('does not disturb changes that are made meanwhile', async () => {
    swept.clock.now = START
    const merchant = await swept.createMerchant()
    const names = Array.from({ length: 10 }, (_, i) => `shopper-${i}`)
    const ids = await Promise.all(
      names.map(async externalId => {
        await send(merchant, '/v1/customers', { externalId })
        const { id } = await journalOf(merchant, externalId)
        const path = `/v1/customers/${id}/adjustments`
        await send(merchant, path, { points: 50, reason: 'A week', expiresAt: '2026-03-09T00:00:00Z' })
        await send(merchant, path, { points: 10, reason: 'For ever' })
        return id
      }),
    )
    swept.clock.now = START + 8 * DAY_MS
    const changes = ids.flatMap(id =>
      [1, 2, 3].map(points =>
        send(merchant, `/v1/customers/${id}/adjustments`, { points: -points, reason: 'Paid out' }),
      ),
    )
    await Promise.all([swept.sweep(), swept.sweep(), ...changes])
    const { body } = await merchant.send<Audit>('GET', '/v1/audit')
    expect(body).toMatchObject({ clean: true, points: { issued: 600, expired: 500, adjustedAway: 60 } })
  })

  it('goes on where one merchant has a programme that cannot be read', async () => {
    swept.clock.now = START
    const broken = await swept.createMerchant()
    swept.clock.now += 1
    const next = await swept.createMerchant()
    await send(next, '/v1/customers', { externalId: 'ada' })
    const { id } = await journalOf(next, 'ada')
    const gift = { points: 50, reason: 'A week', expiresAt: new Date(START + 7 * DAY_MS).toISOString() }
    await send(next, `/v1/customers/${id}/adjustments`, gift)
    const { db, write } = swept.store
    const unreadable = { program: { name: 7 } as never, expirySince: 0, createdAt: 0 }
    await write([db.insert(versions).values({ merchantId: broken.id, version: 99, ...unreadable })])
    swept.clock.now = START + 8 * DAY_MS
    await swept.sweep()
    await write([db.delete(versions).where(eq(versions.version, 99))])
    expect((await journalOf(next, 'ada')).lines[0]).toMatchObject({ kind: 'expire', points: -50 })
  })

  it('forgets what is old, whatever else has failed', async () => {
    const { db } = swept.store
    const guess = { keyId: 'key', network: 'network', windowStart: 0, wrong: 1 }
    await swept.store.write([db.insert(codeAttempts).values(guess)])
    const store: TestApp['store'] = {
      ...swept.store,
      async read(...asked) {
        const rows = await swept.store.read(...asked)
        if ('ids' in rows) throw new Error('a page is missing')
        return rows
      },
    }
    await expect(sweep(swept.platform, store)).rejects.toThrow('a page is missing')
    const { guesses } = await swept.store.read({ guesses: db.select().from(codeAttempts) })
    expect(guesses).toEqual([])
  })

  it('forgets replies after two days and not before', async () => {
    swept.clock.now = START
    const merchant = await swept.createMerchant()
    await send(merchant, '/v1/customers', { externalId: 'ada' })
    const { id } = await journalOf(merchant, 'ada')
    swept.clock.now = START + 2 * DAY_MS - 1
    await send(merchant, `/v1/customers/${id}/adjustments`, { points: 1, reason: 'Now' })
    await swept.sweep()
    const kept = async () => {
      const { rows } = await swept.store.read({ rows: swept.store.db.select().from(idempotency) })
      return rows.filter(({ scope }) => scope === merchant.id).length
    }
    expect(await kept()).toBe(2)
    swept.clock.now = START + 2 * DAY_MS
    expect((await swept.sweep()).idempotencyRemoved).toBeGreaterThanOrEqual(1)
    expect(await kept()).toBe(1)
  })

  it('lets requests through between any hundred customers', async () => {
    const merchant = await swept.createMerchant()
    const many = Array.from({ length: 250 }, (_, i) => ({
      ...{ id: `cus_${merchant.id}_${i}`, merchantId: merchant.id, externalId: `${1000 + i}` },
      ...{ kind: 'customer' as const, createdAt: START },
    }))
    await swept.store.write([swept.store.db.insert(customers).values(many)])
    let turns = 0
    let sweeping = true
    const count = () => {
      turns += 1
      if (sweeping) setImmediate(count)
    }
    const readOn: number[] = []
    const store: TestApp['store'] = {
      ...swept.store,
      async read(...asked) {
        const turn = turns
        const rows = await swept.store.read(...asked)
        if ('page' in rows && JSON.stringify(rows.page).includes(merchant.id)) readOn.push(turn)
        return rows
      },
    }
    count()
    await sweep(swept.platform, store)
    sweeping = false
    expect(new Set(readOn).size).toBe(3)
  })
})
