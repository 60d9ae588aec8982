import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Driver } from '../../api/store/store'
import { openTestAppIn, type TestApp } from '../api/app'
import { createWorld, type World } from '../api/bad-input/world'
import { openOverFile } from '../api/inside'

let app: TestApp
let world: World
/** Reads that went to the thread for what takes long. */
let long: number
beforeAll(async () => {
  app = await openTestAppIn(clock => openOverFile(clock, counted))
  world = await createWorld(app)
})
afterAll(() => app.close())
beforeEach(() => {
  long = 0
})

function counted(driver: Driver): Driver {
  const batch: NonNullable<Driver['long']>['batch'] = (...asked) => {
    long += 1
    return driver.long?.batch(...asked) ?? Promise.reject(new Error('the embedded driver has long reads'))
  }
  return { ...driver, long: { batch } }
}

test.each([
  ['GET', '/v1/audit'],
  ['GET', '/v1/reports/nps'],
  ['GET', '/v1/reports/csat'],
  ['GET', '/v1/reports/ces'],
  ['GET', '/v1/reports/referrals'],
  ['POST', '/v1/program/preview'],
  ['GET', '/v1/customers/{id}/export'],
])('%s %s is read beside the event loop', async (method, path) => {
  const body = method === 'POST' ? { name: 'Laurel Club' } : undefined
  const { status, text } = await world.merchant.send(method, path.replace('{id}', world.customerId), body)
  expect(status, text).toBe(200)
  expect(long).toBe(1)
})

test('GET /v1/me/export is read beside the event loop', async () => {
  expect((await world.merchant.sendAs(world.externalId, 'GET', '/v1/me/export')).status).toBe(200)
  expect(long).toBe(1)
})

test('what does not take long is read at once', async () => {
  expect((await world.merchant.send('GET', `/v1/customers/${world.customerId}`)).status).toBe(200)
  expect((await world.merchant.sendAs(world.externalId, 'GET', '/v1/me')).status).toBe(200)
  expect(long).toBe(0)
})
