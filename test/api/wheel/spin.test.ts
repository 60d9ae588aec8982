import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Audit, Me, SpinResult, Wheel, WriteWheelInput } from '../../../sdk/contract'
import { verifySpin } from '../../../sdk/verify'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const POINTS = { id: 'points', name: '20 points', award: { kind: 'points', points: 20 }, weight: 1 } as const
const TENNER = {
  ...{ id: 'tenner', name: '£10 off', weight: 1, cost: 1000 },
  award: { kind: 'amount', amount: 1000, currency: 'GBP' },
} as const
const NOTHING = { id: 'none', name: 'No luck', award: { kind: 'nothing' }, weight: 1 } as const

async function wheelOf(merchant: TestMerchant, input: Partial<WriteWheelInput> = {}): Promise<Wheel> {
  const wheel = { name: 'Wheel', prizes: [POINTS, TENNER], ...input }
  const { body, text, status } = await merchant.send<Wheel>('POST', '/v1/wheels', wheel)
  if (status !== 201) throw new Error(text)
  return body
}

async function customerWith(merchant: TestMerchant, externalId: string, spins: number): Promise<string> {
  const { body } = await merchant.send<{ id: string }>('POST', '/v1/customers', { externalId })
  if (spins > 0)
    await merchant.send(
      'POST',
      `/v1/customers/${body.id}/adjustments`,
      { spins, reason: 'A gift' },
      { idempotencyKey: `spins-${externalId}` },
    )
  return body.id
}

let keys = 0
const spin = (merchant: TestMerchant, externalId: string, wheelId: string, extra: object = {}) =>
  merchant.sendAs<SpinResult & { code: string }>(
    ...([externalId, 'POST', '/v1/me/spins', { wheelId, clientSeed: `seed-${keys}`, ...extra }] as const),
    { idempotencyKey: `spin-${keys++}` },
  )

async function auditOf(merchant: TestMerchant): Promise<Audit> {
  return (await merchant.send<Audit>('GET', '/v1/audit')).body
}

describe('a spin', () => {
  test('gives what was drawn and proves it', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 30)
    const { body: me } = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
    let promised = me.wheels[0]?.commitment
    const won = { points: 0, tenner: 0 }
    for (let i = 0; i < 30; i++) {
      const { status, body } = await spin(merchant, 'ada', wheel.id, { commitment: promised })
      expect(status).toBe(201)
      expect(body.proof.commitment).toBe(promised)
      expect(await verifySpin(body.proof)).toEqual({ valid: true })
      won[body.prize?.id as keyof typeof won] += 1
      promised = body.next.commitment
    }
    const { body: after } = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
    expect(after.points.available).toBe(20 * won.points)
    expect(after.spins).toBe(0)
    expect(after.codes).toHaveLength(Math.min(won.tenner, 20))
    expect((await auditOf(merchant)).faults).toEqual([])
  })

  test('is refused without a spin left, and refused again when the seed promised is another', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 1)
    const stale = await spin(merchant, 'ada', wheel.id, { commitment: 'a'.repeat(64) })
    expect([stale.status, stale.body.code]).toEqual([409, 'stale_commitment'])
    expect((await spin(merchant, 'ada', wheel.id)).status).toBe(201)
    const none = await spin(merchant, 'ada', wheel.id)
    expect([none.status, none.body.code]).toEqual([409, 'no_spins_left'])
  })

  test('replays byte for byte under its key, and refuses the key with another body', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 5)
    const send = (clientSeed: string) =>
      merchant.sendAs(
        'ada',
        'POST',
        '/v1/me/spins',
        { wheelId: wheel.id, clientSeed },
        { idempotencyKey: 'once' },
      )
    const first = await send('a')
    const again = await send('a')
    expect(again.text).toBe(first.text)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect((await send('b')).status).toBe(422)
    const { body } = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
    expect(body.spins).toBe(4)
  })

  test('without an Idempotency-Key is refused', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 1)
    const { status, body } = await merchant.sendAs<{ code: string }>(
      ...(['ada', 'POST', '/v1/me/spins', { wheelId: wheel.id, clientSeed: 'a' }] as const),
    )
    expect([status, body.code]).toEqual([400, 'idempotency_key_required'])
  })

  test('is free once a day, then costs a spin, then points', async () => {
    const merchant = await app.createMerchant()
    const entry = { free: { count: 1, per: 'day' }, spins: true, points: 10 } as const
    const wheel = await wheelOf(merchant, { entry, prizes: [NOTHING, { ...NOTHING, id: 'none2' }] })
    const id = await customerWith(merchant, 'ada', 1)
    const gift = { points: 10, reason: 'A gift' }
    await merchant.send('POST', `/v1/customers/${id}/adjustments`, gift, { idempotencyKey: 'p' })
    const entries = []
    for (let i = 0; i < 3; i++) entries.push((await spin(merchant, 'ada', wheel.id)).body.entry)
    expect(entries).toEqual(['free', 'spin', 'points'])
    const { body: me } = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
    expect(me.wheels[0]).toMatchObject({ entry: null, reason: 'insufficient_points' })
    await merchant.setClock(Date.parse(me.wheels[0]?.nextFreeAt ?? ''))
    expect((await spin(merchant, 'ada', wheel.id)).body.entry).toBe('free')
  })

  test('keeps the spin when everything is sold out', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant, {
      prizes: [
        { ...TENNER, stock: 1 },
        { ...POINTS, stock: 1 },
      ],
    })
    await customerWith(merchant, 'ada', 3)
    await spin(merchant, 'ada', wheel.id)
    await spin(merchant, 'ada', wheel.id)
    const refused = await spin(merchant, 'ada', wheel.id)
    expect([refused.status, refused.body.code]).toEqual([409, 'wheel_sold_out'])
    expect((await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body.spins).toBe(1)
  })

  test('stays inside the budget of the day and opens again tomorrow', async () => {
    const merchant = await app.createMerchant()
    const budget = { currency: 'GBP', perDay: 2000, total: 5000 }
    const prizes = [{ ...TENNER }, { ...TENNER, id: 'other' }]
    const wheel = await wheelOf(merchant, { budget, prizes })
    await customerWith(merchant, 'ada', 10)
    const statuses = []
    for (const day of [3, 4, 5]) {
      await merchant.setClock(Date.parse(`2026-03-0${day}T12:00:00Z`))
      for (let i = 0; i < 3; i++) statuses.push((await spin(merchant, 'ada', wheel.id)).status)
    }
    expect(statuses).toEqual([201, 201, 409, 201, 201, 409, 201, 409, 409])
    const { body } = await merchant.send<Wheel>('GET', `/v1/wheels/${wheel.id}`)
    expect(body.spent).toEqual({ today: 1000, total: 5000 })
    expect((await auditOf(merchant)).faults).toEqual([])
  })

  test('takes only members of the tiers it is for', async () => {
    const merchant = await app.createMerchant()
    const tiers = [{ id: 'gold', name: 'Gold', threshold: 100 }]
    await merchant.setProgram({ ladder: { basis: 'points', period: { kind: 'lifetime' }, tiers } })
    const wheel = await wheelOf(merchant, { tiers: ['gold'] })
    const id = await customerWith(merchant, 'ada', 2)
    const refused = await spin(merchant, 'ada', wheel.id)
    expect([refused.status, refused.body.code]).toEqual([403, 'not_eligible'])
    const lift = { points: 100, reason: 'Welcome to Gold', countsForTier: true }
    await merchant.send('POST', `/v1/customers/${id}/adjustments`, lift, { idempotencyKey: 'lift' })
    expect((await spin(merchant, 'ada', wheel.id)).status).toBe(201)
  })
})

describe('at the same time', () => {
  test('200 customers for one prize in stock: one winner, no lost spin', async () => {
    const merchant = await app.createMerchant()
    const prizes = [{ ...TENNER, weight: 1_000_000, stock: 1 }, { ...POINTS }]
    const wheel = await wheelOf(merchant, { prizes })
    const people = Array.from({ length: 200 }, (_, i) => `person-${i}`)
    for (const person of people) await customerWith(merchant, person, 1)
    const answers = await Promise.all(people.map(person => spin(merchant, person, wheel.id)))
    expect(answers.map(({ status }) => status).filter(status => status !== 201)).toEqual([])
    expect(answers.filter(({ body }) => body.prize?.id === 'tenner')).toHaveLength(1)
    const { body } = await merchant.send<Wheel>('GET', `/v1/wheels/${wheel.id}`)
    expect(body.prizes.map(({ stock, won }) => ({ stock, won }))).toEqual([
      { stock: 1, won: 1 },
      { stock: null, won: 199 },
    ])
    const audit = await auditOf(merchant)
    expect(audit.faults).toEqual([])
    expect(audit.spins).toMatchObject({ issued: 200, spent: 200, outstanding: 0 })
  })

  test('one customer with one spin left 100 times: one outcome', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 1)
    const answers = await Promise.all(Array.from({ length: 100 }, () => spin(merchant, 'ada', wheel.id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'no_spins_left')).toHaveLength(99)
    expect((await auditOf(merchant)).faults).toEqual([])
  })

  test('one key 50 times: one outcome, and never two', async () => {
    const merchant = await app.createMerchant()
    const wheel = await wheelOf(merchant)
    await customerWith(merchant, 'ada', 50)
    const send = () =>
      merchant.sendAs<SpinResult>(
        ...(['ada', 'POST', '/v1/me/spins', { wheelId: wheel.id, clientSeed: 'a' }] as const),
        { idempotencyKey: 'same' },
      )
    const answers = await Promise.all(Array.from({ length: 50 }, send))
    const done = answers.filter(({ status }) => status === 201)
    expect(new Set(done.map(({ text }) => text)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    expect((await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body.spins).toBe(49)
  })
})
