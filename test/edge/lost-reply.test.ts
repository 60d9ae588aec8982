import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Audit, Customer, Problem } from '../../sdk/contract'
import { openTestAppIn, type TestApp } from '../api/app'
import { type Fate, openWire, type Wire } from '../remote/wire'
import { openInWorkerd } from './runtime'

let wire: Wire
let app: TestApp
beforeAll(async () => {
  app = await openTestAppIn(clock =>
    openInWorkerd(clock, async url => {
      wire = await openWire(url)
      return wire.url
    }),
  )
})
afterAll(async () => {
  await app.close()
  wire.close()
})

test.each<[Fate, number]>([
  ['loses its reply', 1],
  ['is lost', 2],
  ['arrives before the next write', 2],
  ['arrives behind the next write', 2],
])('in workerd, a change whose write %s is made once and acknowledged', async (fate, requests) => {
  const shop = await app.createMerchant()
  const { body: ada } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  const path = `/v1/customers/${ada.id}/adjustments`
  wire.written.length = 0
  wire.fates = [fate]
  const gift = () => shop.send('POST', path, { points: 5, reason: 'A gift' }, { idempotencyKey: 'gift' })
  const answer = await gift()
  expect(answer.status, answer.text).toBe(201)
  expect(wire.written).toHaveLength(requests)
  expect(await gift()).toMatchObject({ status: 201, text: answer.text })
  const { body: audit } = await shop.send<Audit>('GET', '/v1/audit')
  expect([audit.faults, audit.points.issued]).toEqual([[], 5])
})

test('in workerd, a change without a key whose reply is lost is not made again', async () => {
  const shop = await app.createMerchant()
  wire.written.length = 0
  wire.fates = ['loses its reply']
  const answer = await shop.send<Problem>('POST', '/v1/surveys', { name: 'How was it?', kind: 'nps' })
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(wire.written).toHaveLength(1)
})
