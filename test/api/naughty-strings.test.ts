import naughtyStrings from 'big-list-of-naughty-strings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Customer,
  type Order,
  type Page,
  type StoredProgram,
  Text,
  type Wheel,
} from '../../sdk/contract'
import { type Answer, openTestApp, someOf, type TestApp } from './app'
import { OPEN_WHEEL, paidOrder } from './bad-input/world'
import type { TestMerchant } from './merchant'

/** Texts that broke other software: https://github.com/minimaxir/big-list-of-naughty-strings */
const strings: string[] = someOf(naughtyStrings)
const SHORTEST_NAME = 40
const MOST_PRIZES = 24
const MOST_PERKS = 12

let app: TestApp
let shop: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
  shop = await app.createMerchant()
})
afterAll(() => app.close())

/** Taken, or refused for what it is. */
function isTaken({ status, text }: Answer<unknown>, naughty: string | string[]): boolean {
  if (status >= 300)
    expect(JSON.parse(text), JSON.stringify(naughty)).toMatchObject({ code: 'invalid_request' })
  return status < 300
}

/** What fits the shortest of the fields goes together; the rest is tried one by one. */
const [fitting, refused] = [true, false].map(fits =>
  strings.filter(text => Text(SHORTEST_NAME).safeParse(text).success === fits),
) as [string[], string[]]

function packed(size: number): string[][] {
  const packs = Math.ceil(fitting.length / size)
  return Array.from({ length: packs }, (_, i) => fitting.slice(i * size, (i + 1) * size)).filter(
    pack => pack.length > 1,
  )
}

test('gives the id and the name of a customer back as they were sent', async () => {
  let taken = 0
  for (const name of strings) {
    const made = await shop.send<Customer>('POST', '/v1/customers', { externalId: name, name })
    if (!isTaken(made, name)) continue
    taken += 1
    const read = await shop.send<Customer>('GET', `/v1/customers/${made.body.id}`)
    expect(read.body).toMatchObject({ externalId: name, name })
    const found = await shop.send<Page<Customer>>(
      'GET',
      `/v1/customers?externalId=${encodeURIComponent(name)}`,
    )
    expect(found.body.data.map(({ externalId }) => externalId)).toEqual([name])
  }
  expect(taken).toBeGreaterThan(strings.length * 0.8)
})

test('finds an order by whatever the shop calls it', async () => {
  for (const externalId of strings) {
    const made = await shop.send<Order>('POST', '/v1/orders', paidOrder(externalId, externalId))
    if (!isTaken(made, externalId)) continue
    const read = await shop.send<Order>('GET', `/v1/orders/${encodeURIComponent(externalId)}`)
    expect(read.body?.externalId, JSON.stringify(externalId)).toBe(externalId)
  }
})

test('gives the names of prizes back as they were sent', async () => {
  for (const names of [...packed(MOST_PRIZES), ...refused.map(name => ['good', name])]) {
    const prizes = names.map((name, i) => ({ ...OPEN_WHEEL.prizes[0], id: `prize-${i}`, name }))
    const made = await shop.send<Wheel>('POST', '/v1/wheels', { ...OPEN_WHEEL, prizes })
    if (!isTaken(made, names)) continue
    const { body } = await shop.send<Wheel>('GET', `/v1/wheels/${made.body.id}`)
    expect(body.prizes.map(({ name }) => name)).toEqual(names)
  }
})

test('gives the texts of a programme back as they were sent', async () => {
  for (const texts of [...packed(MOST_PERKS), ...refused.map(text => [text])]) {
    const tier = { id: 'gold', name: texts[0], threshold: 1, perks: texts }
    const ladder = { basis: 'points', period: { kind: 'lifetime' }, tiers: [tier] }
    const program = { name: texts[0], ladder, texts: { en: Object.fromEntries(texts.entries()) } }
    const put = await shop.send('PUT', '/v1/program', program)
    if (!isTaken(put, texts)) continue
    const { body } = await shop.send<StoredProgram>('GET', '/v1/program')
    expect(body.program).toMatchObject(program)
  }
})
