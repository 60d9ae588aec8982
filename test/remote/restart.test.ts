import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Audit, Customer, JournalLine, Page, Problem } from '../../sdk/contract'
import { openTestAppIn, type TestApp } from '../api/app'
import { openOverServer } from '../api/inside'
import type { TestMerchant } from '../api/merchant'
import { type Sqld, startSqld } from './sqld'

const SENDERS = 64
const EACH = 4
const KILLS = 2
const PAUSE_MS = 50

let sqld: Sqld
let app: TestApp
let shop: TestMerchant
beforeAll(async () => {
  sqld = await startSqld()
  app = await openTestAppIn(clock => openOverServer(clock, sqld.url))
  shop = await app.createMerchant()
})
afterAll(async () => {
  await app.close()
  await sqld.stop()
})

const gift = (id: string, idempotencyKey: string) =>
  shop.send<Problem>(
    ...(['POST', `/v1/customers/${id}/adjustments`, { points: 1, reason: 'A gift' }] as const),
    { idempotencyKey },
  )

/** Asks until it is answered, as the SDK does; what else may be said is that the database is away. */
async function insist(id: string, key: string): Promise<void> {
  for (;;) {
    const { status, body, text } = await gift(id, key)
    if (status === 201) return
    if (body.code !== 'unavailable') throw new Error(text)
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
}

test('64 at once lose nothing and double nothing while the server is killed and started again', async () => {
  const ids = await Promise.all(
    Array.from({ length: SENDERS }, async (_, i) => {
      const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: `person-${i}` })
      return body.id
    }),
  )
  let acknowledged = 0
  const load = ids.map(async (id, i) => {
    for (let n = 0; n < EACH; n++) {
      await insist(id, `gift-${i}-${n}`)
      acknowledged += 1
    }
  })
  for (let kills = 1; kills <= KILLS; kills++) {
    await vi.waitUntil(() => acknowledged > (kills * SENDERS * EACH) / (KILLS + 1), {
      timeout: 60_000,
      interval: 1,
    })
    await sqld.kill()
    await sqld.start()
  }
  await Promise.all(load)
  expect(acknowledged).toBe(SENDERS * EACH)
  const { body: audit } = await shop.send<Audit>('GET', '/v1/audit')
  expect(audit.faults).toEqual([])
  expect(audit.points.issued).toBe(acknowledged)
  for (const id of ids) {
    const { body } = await shop.send<Page<JournalLine>>('GET', `/v1/customers/${id}/journal?limit=100`)
    expect(body.data.filter(({ kind }) => kind === 'adjust')).toHaveLength(EACH)
  }
})

test('while it is away everybody is told to come back, and afterwards all is as before', async () => {
  await sqld.kill()
  const { status, headers, body } = await shop.send<Problem>('GET', '/v1/keys')
  expect([status, body.code, headers.get('Retry-After')]).toEqual([503, 'unavailable', '2'])
  expect((await app.request('GET', '/readyz')).status).toBe(503)
  expect((await app.request('GET', '/healthz')).status).toBe(200)
  await sqld.start()
  expect((await shop.send('GET', '/v1/keys')).status).toBe(200)
})
