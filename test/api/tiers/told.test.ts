import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Customer, MessagePage, ProgramInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const ladder: ProgramInput['ladder'] = {
  ...{ basis: 'points', period: { kind: 'calendar' } },
  tiers: [{ id: 'gold', name: 'Gold', threshold: 100 }],
}

test('the merchant hears of a tier that is reached or lost, and not of one that is kept', async () => {
  const merchant = await app.createMerchant()
  await merchant.setProgram({ ladder })
  await merchant.setClock('2026-04-02')
  const { body: ada } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
  const give = async (day: string) => {
    await merchant.setClock(day)
    const gift = { points: 100, reason: 'A gift', countsForTier: true }
    const path = `/v1/customers/${ada.id}/adjustments`
    expect((await merchant.send('POST', path, gift, { idempotencyKey: day })).status).toBe(201)
  }
  await give('2026-04-02')
  await give('2027-03-02')
  for (const day of ['2028-03-02', '2029-03-02']) {
    await merchant.setClock(day)
    await app.sweep()
  }
  const { body } = await merchant.send<MessagePage>('GET', '/v1/messages')
  const told = { type: 'tier.changed', id: expect.stringMatching(/^msg_/) }
  const up = { customerId: ada.id, tierId: 'gold', change: 'up', keptUntil: '2028-01-01T00:00:00.000Z' }
  const down = { customerId: ada.id, tierId: null, change: 'down', keptUntil: null }
  expect(body.data).toEqual([
    { ...told, timestamp: '2026-04-02T00:00:00.000Z', data: up },
    { ...told, timestamp: '2029-01-01T00:00:00.000Z', data: down },
  ])
})
