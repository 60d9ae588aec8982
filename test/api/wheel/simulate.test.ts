import { afterAll, beforeAll, expect, test } from 'vitest'
import { letOthersRun } from '../../../api/store/turn'
import type { Simulation, Wheel } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

const SPINS = 1_000_000

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const prize = (id: string, weight: number) => ({
  ...{ id, name: id, weight },
  award: { kind: 'points', points: 1 },
})

test('tries a million spins, and answers others meanwhile', async () => {
  const merchant = await app.createMerchant()
  const wheel = { name: 'Try', prizes: [prize('a', 1), prize('b', 9)] }
  const { body: made } = await merchant.send<Wheel>('POST', '/v1/wheels', wheel)
  let isOver = false
  const simulating = merchant
    .send<Simulation>('POST', `/v1/wheels/${made.id}/simulate`, { spins: SPINS, seed: 'paper boat' })
    .finally(() => (isOver = true))
  let answered = 0
  for (; !isOver; answered++) {
    await app.request('GET', '/healthz')
    await letOthersRun()
  }
  const { status, body, text } = await simulating
  expect(status, text).toBe(200)
  expect(body).toMatchObject({ spins: SPINS, refused: 0 })
  expect(body.prizes.reduce((sum, { won }) => sum + won, 0)).toBe(SPINS)
  expect(answered).toBeGreaterThan(10)
})
