import { sql } from 'drizzle-orm'
import Database from 'libsql'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../../api/app'
import { dayNumber, dayStart } from '../../api/merchants/calendar'
import { ASK_EVERY_MS } from '../../api/store/epochs'
import type { Me, ProgramInput, Storefront } from '../../sdk/contract'
import { openTestApp, type TestApp } from '../api/app'
import { signCustomerToken, type TestMerchant } from '../api/merchant'
import { issueCode } from '../api/rewards/issued'
import { listen } from './telemetry/listening'

const PAGE = 'https://shop.example'
const DAY_MS = 86_400_000

let app: TestApp
let shop: TestMerchant
let token: string
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  shop = await app.createMerchant({ allowedOrigins: [PAGE] })
  token = await shop.customerToken('ada')
  await me() // Who she is and that the key is in use are written down at first.
})

const me = (options = {}) =>
  app.request<Me>('GET', `/v1/me?key=${shop.publishableKey}`, { key: token, ...options })

/** What it answers, and how often the database was read for it. */
async function reading<T>(ask: () => Promise<T>): Promise<{ answer: T; reads: number }> {
  await app.watch(true)
  const answer = await ask()
  const reads = (await app.watch(false)).filter(({ kind }) => kind === 'read').length
  return { answer, reads }
}

const readsOf = async (ask: () => Promise<unknown>) => (await reading(ask)).reads

async function order(of: TestMerchant, by: string, pendingDays?: number) {
  const rule = {
    id: 'orders',
    name: 'Orders',
    on: 'order.paid',
    earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    pendingDays,
  }
  if (pendingDays !== undefined) await of.setProgram({ rules: [rule] } as Partial<ProgramInput>)
  const placedAt = new Date(app.clock.now).toISOString()
  const { status, text } = await of.send('POST', '/v1/orders', {
    ...{ externalId: `${by}-${app.clock.now}`, customer: { externalId: by }, status: 'paid' },
    ...{ placedAt, currency: 'GBP', total: 5000 },
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 5000 }],
  })
  if (status !== 201) throw new Error(text)
}

/** As another process does. */
async function writeFromOutside(statement: string) {
  const { files } = await app.store.read({
    files: app.store.db.all<{ file: string }>(sql`SELECT file FROM pragma_database_list`),
  })
  const other = new Database(files[0]?.file ?? '')
  other.exec(statement)
  other.close()
}

describe('what a shopper asks again', () => {
  it('is answered without the database, and with the time of now', async () => {
    const { answer: first, reads } = await reading(me)
    app.clock.now += 5000
    const { answer: again, reads: readAgain } = await reading(me)
    expect([reads, readAgain]).toEqual([1, 0])
    expect(again.body).toEqual({ ...first.body, now: new Date(app.clock.now).toISOString() })
    expect(again.headers.get('X-Request-Id')).not.toBe(first.headers.get('X-Request-Id'))
  })

  it('carries the same headers', async () => {
    const headers = { Origin: PAGE }
    const [first, again] = [await me({ headers }), await me({ headers })]
    const named = (answer: typeof first) => [...answer.headers.keys()].sort()
    expect(named(again)).toEqual(named(first))
    expect(again.headers.get('Access-Control-Allow-Origin')).toBe(PAGE)
  })

  it('is another answer for another shopper', async () => {
    await me()
    const { body } = await shop.sendAs<Me>('grace', 'GET', '/v1/me')
    expect(body.customer.externalId).toBe('grace')
  })

  it('is read anew after five minutes, and when the clock goes back', async () => {
    await me()
    app.clock.now += 299_000
    expect(await readsOf(me)).toBe(0)
    app.clock.now += 1000
    expect(await readsOf(me)).toBe(1)
    app.clock.now -= 1
    expect(await readsOf(me)).toBe(1)
  })

  it('is never late for a moment that it named', async () => {
    await order(shop, 'ada', 1)
    app.clock.now += DAY_MS - 30_000
    token = await shop.customerToken('ada')
    await me() // That the key is in use is written down once an hour.
    const { body: before } = await me()
    app.clock.now += 29_999
    expect(await readsOf(me)).toBe(0)
    app.clock.now += 1
    const { body: after } = await me()
    expect([before.points.pending, before.points.available]).toEqual([50, 0])
    expect(before.points.nextPending?.at).toBe(after.now)
    expect([after.points.pending, after.points.available]).toEqual([0, 50])
  })

  it('is never late for one that stands in another time zone', async () => {
    const local = new Date(app.clock.now + 30_000 + 7_200_000).toISOString()
    const until = local.replace('Z', '+02:00')
    const campaign = {
      id: 'petals',
      name: 'Petals',
      multiplier: 2,
      from: new Date(app.clock.now).toISOString(),
      until,
    }
    await shop.setProgram({ campaigns: [campaign] })
    const address = `/v1/storefront?key=${shop.publishableKey}`
    const campaigns = async () =>
      (await app.request<Storefront>('GET', address)).body.program.campaigns.length
    expect(await campaigns()).toBe(1)
    app.clock.now += 29_000
    expect(await readsOf(campaigns)).toBe(0)
    app.clock.now += 1000
    expect(await campaigns()).toBe(0)
  })

  const inAMinute = () => new Date(app.clock.now + 60_000).toISOString()

  it.each([
    [
      'a campaign',
      (from: string) =>
        shop.setProgram({
          campaigns: [{ id: 'petals', name: 'Petals', multiplier: 2, from, until: '2099-01-01T00:00:00Z' }],
        }),
      ({ program }: Storefront) => program.campaigns.length,
    ],
    [
      'a rule',
      (from: string) =>
        shop.setProgram({
          rules: [{ id: 'a', name: 'A', on: 'order.paid', earn: { kind: 'fixed', points: 1 }, from }],
        }),
      ({ program }: Storefront) => program.earn.length,
    ],
    [
      'an item',
      (from: string) =>
        shop.send('POST', '/v1/catalogue', {
          ...{ name: '£5 off', price: { kind: 'fixed', points: 500 }, from },
          gives: { kind: 'amount', amount: 500, currency: 'GBP' },
        }),
      ({ catalogue }: Storefront) => catalogue.length,
    ],
  ])('is never late for %s that begins, which it could not name', async (_, begin, countOf) => {
    await begin(inAMinute())
    const address = `/v1/storefront?key=${shop.publishableKey}`
    const count = async () => countOf((await app.request<Storefront>('GET', address)).body)
    expect(await count()).toBe(0)
    await me()
    app.clock.now += 59_999
    expect([await count(), await readsOf(count), await readsOf(me)]).toEqual([0, 0, 0])
    app.clock.now += 1
    expect([await count(), await readsOf(me)]).toEqual([1, 1])
  })

  it('is never late for a code that comes free, nor for spins that expire, which it does not name', async () => {
    const { shop: its, customer, code, change } = await issueCode(app)
    shop = its
    token = await shop.customerToken('ada')
    await change('reserve', { orderId: '1042', ttlSeconds: 90 })
    const expiresAt = new Date(app.clock.now + 60_000).toISOString()
    const adjust = { spins: 2, reason: 'Sorry', expiresAt }
    const path = `/v1/customers/${customer.id}/adjustments`
    const { status } = await shop.send('POST', path, adjust, { idempotencyKey: 'sorry' })
    expect(status).toBeLessThan(300)
    const shown = async () => {
      const { body } = await me()
      return [body.spins, body.codes.find(({ id }) => id === code.id)?.status]
    }
    expect(await shown()).toEqual([2, 'reserved'])
    app.clock.now += 59_999
    expect([await shown(), await readsOf(me)]).toEqual([[2, 'reserved'], 0])
    app.clock.now += 1
    expect(await shown()).toEqual([0, 'reserved'])
    app.clock.now += 30_000
    expect(await shown()).toEqual([0, 'issued'])
  })

  it('is read anew when a day of the merchant begins', async () => {
    const timeZone = 'Asia/Kathmandu'
    shop = await app.createMerchant({ timeZone })
    app.clock.now = dayStart(dayNumber(app.clock.now, timeZone) + 1, timeZone) - 60_000
    token = await shop.customerToken('ada')
    await me()
    await me()
    app.clock.now += 59_999
    expect(await readsOf(me)).toBe(0)
    app.clock.now += 1
    expect(await readsOf(me)).toBe(1)
  })

  it('is read anew after any change of the merchant, and not after one of another', async () => {
    const other = await app.createMerchant()
    await me()
    await other.sendAs('ada', 'GET', '/v1/me')
    await me()
    await order(other, 'grace')
    expect(await readsOf(me)).toBe(0)
    await order(shop, 'grace')
    expect(await readsOf(me)).toBe(1)
    await shop.setProgram({ name: 'Petals' })
    expect(await readsOf(me)).toBe(1)
  })

  it('is not read anew because what nobody is shown has been forgotten', async () => {
    await me()
    await app.sweep()
    expect(await readsOf(me)).toBe(0)
  })

  it('is read anew after a change by another process', async () => {
    const { body } = await me()
    await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS))
    await writeFromOutside(`UPDATE customers SET name = 'Ada' WHERE merchant_id = '${shop.id}'`)
    const { body: after } = await me()
    expect([body.customer.name, after.customer.name]).toEqual([null, 'Ada'])
  })
})

describe('memory is no way around', () => {
  it('a key that was revoked', async () => {
    await me()
    await me()
    const { body } = await shop.send<{ data: { id: string; kind: string }[] }>('GET', '/v1/keys')
    const key = body.data.find(({ kind }) => kind === 'publishable')
    await shop.send('DELETE', `/v1/keys/${key?.id}`)
    expect((await me()).status).toBe(401)
  })

  it('a token that has expired', async () => {
    const at = app.clock.now
    token = await signCustomerToken(shop.id, shop.identitySecret, 'ada', at, 10)
    await me()
    app.clock.now = Math.floor(at / 1000) * 1000 + 9999
    expect(await readsOf(me)).toBe(0)
    app.clock.now += 1
    expect(await readsOf(me)).toBe(1)
    app.clock.now = at + 50_000
    expect((await me()).status).toBe(401)
  })

  it('the page of another origin', async () => {
    await me({ headers: { Origin: PAGE } })
    const { status, headers } = await me({ headers: { Origin: 'https://evil.example' } })
    expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([403, null])
  })

  it('the limit of calls', async () => {
    const limited = app.limited({ secretPerMinute: 9, pagePerMinute: 3 })
    const address = `/v1/storefront?key=${shop.publishableKey}`
    const answers = []
    for (let i = 0; i < 4; i++) answers.push(await limited.request(address))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429])
    expect(answers.map(({ headers }) => /r=(\d+)/.exec(headers.get('RateLimit') ?? '')?.[1])).toEqual([
      ...['2', '1', '0', '0'],
    ])
  })

  it('the log', async () => {
    const { log, entries } = listen()
    const watched = createApp({ ...app.platform, log })
    const address = `/v1/storefront?key=${shop.publishableKey}`
    for (let i = 0; i < 2; i++) await (await watched.request(address)).text()
    const [first, again] = entries.map(({ requestId: _, durationMs: _d, ...rest }) => rest)
    expect(again).toEqual(first)
    expect(again).toMatchObject({ route: '/v1/storefront', status: 200, merchantId: shop.id })
  })
})

it('a storefront is the same whatever token comes with it, without the database', async () => {
  const address = `/v1/storefront?key=${shop.publishableKey}`
  const { body } = await app.request<Storefront>('GET', address, { key: 'anything' })
  for (const key of ['anything else', token, undefined]) {
    const { answer, reads } = await reading(() => app.request<Storefront>('GET', address, { key }))
    expect([answer.body, reads]).toEqual([body, 0])
  }
})

it('what is beyond a limit is refused without the database', async () => {
  const limited = app.limited({ secretPerMinute: 0, pagePerMinute: 0 })
  const headers = { Origin: PAGE }
  for (const method of ['GET', 'OPTIONS']) {
    const ask = () => limited.request(`/v1/me?key=${shop.publishableKey}`, { method, headers })
    const { answer, reads } = await reading(async () => (await ask()).status)
    expect([answer, reads]).toEqual([429, 0])
  }
})

it('a storefront is 304 to whoever has it, without the database', async () => {
  const address = `/v1/storefront?key=${shop.publishableKey}`
  const { body, headers } = await app.request<Storefront>('GET', address)
  const asked = { headers: { 'If-None-Match': headers.get('ETag') ?? '' } }
  const { answer, reads } = await reading(() => app.request('GET', address, asked))
  expect([answer.status, answer.text, reads]).toEqual([304, '', 0])
  expect(answer.headers.get('ETag')).toBe(headers.get('ETag'))
  await shop.setProgram({ name: 'Petals' })
  const { status, body: after } = await app.request<Storefront>('GET', address, asked)
  expect([status, body.program.name === after.program.name]).toEqual([200, false])
})
