import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApp as first } from '../../../api/app'
import type { Api } from '../../../api/http/endpoint'
import { openTestApp, type TestApp } from '../../api/app'
import { give, meOf } from '../../api/catalogue/shop'
import type { TestMerchant } from '../../api/merchant'
import { inTwoProcesses } from '../../api/two-processes'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
  merchant = await app.createMerchant()
})
afterAll(() => app.close())

test('a gift is given once under one key, though two processes are asked, and told twice in the same words', async () => {
  const id = await give(merchant, 'ada', 1)
  // What one process remembers of the requests that are running, another does not know.
  vi.resetModules()
  const { createApp } = await import('../../../api/app')
  const gift = (api: Pick<Api, 'request'>) => async () => {
    const reply = await api.request(`/v1/customers/${id}/adjustments`, {
      ...{ method: 'POST', body: JSON.stringify({ points: 10, reason: 'Sorry' }) },
      headers: {
        ...{ Authorization: `Bearer ${merchant.secretKey}`, 'Content-Type': 'application/json' },
        'Idempotency-Key': 'the-same',
      },
    })
    return `${reply.status} ${await reply.text()}`
  }
  const [one, other] = await inTwoProcesses(app, [gift(first(app.platform)), gift(createApp(app.platform))])
  expect(one).toMatch(/^201 /)
  expect(other).toBe(one)
  expect((await meOf(merchant, 'ada')).points.available).toBe(11)
})
