import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SpinResult, Wheel, WriteWheelInput } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { give } from '../catalogue/shop'
import { GUESTS, join } from '../guests/guest'
import type { TestMerchant } from '../merchant'
import { freshKey, race, taken } from './race'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  merchant = await app.createMerchant()
  await merchant.setProgram({ guests: GUESTS })
})

const NOTHING = { award: { kind: 'nothing' }, weight: 1 } as const
const MUG = { award: { kind: 'product', sku: 'mug', name: 'Mug', currency: 'GBP' }, weight: 1 } as const
const prizes = (prize: Partial<WriteWheelInput['prizes'][number]>): WriteWheelInput['prizes'] =>
  ['a', 'b'].map(id => ({ id, name: id, ...MUG, ...prize }))

async function wheelOf(more: Partial<WriteWheelInput>): Promise<string> {
  const wheel = { name: 'Wheel', entry: { free: { count: 9, per: 'day' } }, prizes: prizes(NOTHING), ...more }
  return (await taken(merchant.send<Wheel>('POST', '/v1/wheels', wheel))).id
}

const spin =
  (wheelId: string, externalId = 'ada') =>
  () =>
    merchant.sendAs<SpinResult>(
      ...([externalId, 'POST', '/v1/me/spins', { wheelId, clientSeed: 'paper boat' }] as const),
      freshKey(),
    )

const won = async (wheelId: string, ...names: string[]) => {
  for (const name of names) await merchant.sendAs(name, 'GET', '/v1/me')
  return race(app, merchant, spin(wheelId, names[0]), spin(wheelId, names[1]))
}

test('the free spin of a day is spun once', async () => {
  const wheelId = await wheelOf({ entry: { free: { count: 1, per: 'day' } } })
  expect(await won(wheelId, 'ada', 'ada')).toEqual(['201', '409 no_spins_left'])
})

test('the limit of a wheel is kept', async () => {
  const wheelId = await wheelOf({ limit: { count: 1, per: 'week' } })
  expect(await won(wheelId, 'ada', 'ada')).toEqual(['201', '409 spin_limit_reached'])
})

test('a spin that was given is spun once', async () => {
  const id = await give(merchant, 'ada', 1)
  const gift = { spins: 1, reason: 'A gift' }
  await taken(merchant.send('POST', `/v1/customers/${id}/adjustments`, gift, freshKey()))
  const wheelId = await wheelOf({ entry: { free: null, spins: true } })
  expect(await won(wheelId, 'ada', 'ada')).toEqual(['201', '409 no_spins_left'])
})

test('points pay for one spin', async () => {
  await give(merchant, 'ada', 10)
  const wheelId = await wheelOf({ entry: { free: null, points: 10 } })
  expect(await won(wheelId, 'ada', 'ada')).toEqual(['201', '409 insufficient_points'])
})

test('a guest spins once in their life', async () => {
  const wheelId = await wheelOf({ guests: true })
  const guest = await join(app, merchant)
  const once = () => guest.send('POST', '/v1/me/spins', { wheelId, clientSeed: 'paper boat' }, freshKey())
  expect(await race(app, merchant, once, once)).toEqual(['201', '409 no_spins_left'])
})

test.each([
  ['stock', { prizes: prizes({ stock: 1 }) }, 2],
  ['cap of a day', { prizes: prizes({ perDay: 1 }) }, 2],
  ['budget of a day', { prizes: prizes({ cost: 100 }), budget: { currency: 'GBP', perDay: 100 } }, 1],
  ['budget in all', { prizes: prizes({ cost: 100 }), budget: { currency: 'GBP', total: 100 } }, 1],
] as const)('no more is won than the %s', async (_, limits, most) => {
  const wheelId = await wheelOf(limits as Partial<WriteWheelInput>)
  const answers = await won(wheelId, 'ada', 'grace')
  expect(answers).toEqual(['201', '409 wheel_sold_out'].map((each, i) => (i < most ? '201' : each)))
  await merchant.sendAs('hedy', 'GET', '/v1/me')
  expect((await spin(wheelId, 'hedy')()).body).toMatchObject({ code: 'wheel_sold_out' })
})

test('the last prize is won once, and who comes too late keeps the spin', async () => {
  const [last] = prizes({ stock: 1 })
  const wheelId = await wheelOf({
    prizes: [...(last ? [last] : []), { ...prizes(MUG)[1], weight: 0 } as never],
  })
  expect(await won(wheelId, 'ada', 'grace')).toEqual(['201', '409 wheel_sold_out'])
})
