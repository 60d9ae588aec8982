import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Audit, Customer, Problem } from '../../sdk/contract'
import { openTestAppIn, type TestApp } from '../api/app'
import { openOverServer } from '../api/inside'
import type { TestMerchant } from '../api/merchant'
import { type Sqld, startSqld } from './sqld'
import { type Fate, openWire, type Wire } from './wire'

let sqld: Sqld
let wire: Wire
let app: TestApp
let shop: TestMerchant
beforeAll(async () => {
  sqld = await startSqld()
  wire = await openWire(sqld.url)
  app = await openTestAppIn(clock => openOverServer(clock, wire.url))
})
afterAll(async () => {
  await app.close()
  wire.close()
  await sqld.stop()
})
beforeEach(async () => {
  shop = await app.createMerchant()
  wire.written.length = 0
})

const customer = async (externalId: string) =>
  (await shop.send<Customer>('POST', '/v1/customers', { externalId })).body.id

const give = (id: string, idempotencyKey: string) =>
  shop.send<Problem>(
    ...(['POST', `/v1/customers/${id}/adjustments`, { points: 5, reason: 'A gift' }] as const),
    { idempotencyKey },
  )

/** Points of all customers; the books must add up. */
async function given(): Promise<number> {
  const { body } = await shop.send<Audit>('GET', '/v1/audit')
  expect(body.faults).toEqual([])
  return body.points.issued
}

const CUT: [Fate, number][] = [
  ['loses its reply', 1],
  ['is lost', 2],
  // The second is refused by what the first has left, and finds its reply.
  ['arrives before the next write', 2],
  // The first is refused by what the second has left, and nobody hears of it.
  ['arrives behind the next write', 2],
]

describe.each(CUT)('a change whose write %s', (fate, requests) => {
  test('is made once and acknowledged', async () => {
    const ada = await customer('ada')
    wire.written.length = 0
    wire.fates = [fate]
    const answer = await give(ada, 'gift')
    expect(answer.status, answer.text).toBe(201)
    expect(wire.written).toHaveLength(requests)
    expect(await give(ada, 'gift')).toMatchObject({ status: 201, text: answer.text })
    expect(await given()).toBe(5)
  })

  test('travels with others, and each is made once', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, (_, i) => customer(`person-${i}`)))
    wire.fates = ['passes', fate, fate]
    const answers = await Promise.all(people.map(id => give(id, `gift-${id}`)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(await given()).toBe(5 * 40)
  })
})

test('whose change is lost, and lost again, is told to ask again', async () => {
  const ada = await customer('ada')
  wire.fates = ['is lost', 'is lost']
  const told = await give(ada, 'gift')
  expect(told).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(told.headers.get('Retry-After')).toBe('2')
  expect(told.body.detail).toContain('same Idempotency-Key')
  expect((await give(ada, 'gift')).status).toBe(201)
  expect(await given()).toBe(5)
})

test.each<Fate>(['loses its reply', 'is lost'])(
  'without a key, a change whose write %s is not made again',
  async fate => {
    const survey = { name: 'How was it?', kind: 'nps' }
    wire.fates = [fate]
    const answer = await shop.send<Problem>('POST', '/v1/surveys', survey)
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(wire.written).toHaveLength(1)
    const { body } = await shop.send<{ data: unknown[] }>('GET', '/v1/surveys')
    expect(body.data).toHaveLength(fate === 'is lost' ? 0 : 1)
  },
)
