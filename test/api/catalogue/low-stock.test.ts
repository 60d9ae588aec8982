import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { bought, createItem, give, giveBack, redeem } from './shop'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

interface Told {
  type: string
  customerId: string | null
  data: string
}

async function told({ id }: TestMerchant, type: string) {
  const { rows } = await app.store.read({
    rows: app.store.db.all<Told>(
      sql`SELECT type, customer_id AS customerId, data FROM messages WHERE merchant_id = ${id} AND type = ${type}`,
    ),
  })
  return rows.map(({ data, customerId }) => ({ customerId, data: JSON.parse(data) as object }))
}

const low = { lowStockAt: 2 }
const POOLED = { kind: 'pool', pool: 'partners', name: 'Partner' } as const
const upload = (shop: TestMerchant, codes: string[]) =>
  shop.send('POST', '/v1/pools/partners/codes', { codes })

describe('the merchant hears', () => {
  it('of every redemption, in ids and figures', async () => {
    const shop = await app.createMerchant()
    const item = await createItem(shop)
    const customerId = await give(shop, 'ada', 100)
    const { id } = await bought(shop, 'ada', item.id)
    const data = { redemptionId: id, itemId: item.id, points: 100, gives: 'amount' }
    expect(await told(shop, 'item.redeemed')).toEqual([{ customerId, data }])
  })

  it('of an item that is low, once each time it becomes so', async () => {
    const shop = await app.createMerchant()
    await shop.setProgram(low)
    const item = await createItem(shop, { stock: 4 })
    await give(shop, 'ada', 1000)
    const message = { customerId: null, data: { itemId: item.id, left: 2 } }
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'item.low')).toEqual([])
    await bought(shop, 'ada', item.id)
    const { id } = await bought(shop, 'ada', item.id)
    expect(await told(shop, 'item.low')).toEqual([message])
    await giveBack(shop, 'ada', id)
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'item.low')).toEqual([message])
    await shop.send('PUT', `/v1/catalogue/${item.id}`, { ...item.item, stock: 6 })
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'item.low')).toEqual([message, message])
  })

  it('once, however many buy at the same time', async () => {
    const shop = await app.createMerchant()
    await shop.setProgram(low)
    const item = await createItem(shop, { stock: 20 })
    const people = Array.from({ length: 30 }, (_, i) => `person-${i}`)
    for (const person of people) await give(shop, person, 100)
    await Promise.all(people.map(person => redeem(shop, person, item.id)))
    expect(await told(shop, 'item.redeemed')).toHaveLength(20)
    expect(await told(shop, 'item.low')).toHaveLength(1)
  })

  it('of a pool that is low, whatever takes its codes', async () => {
    const shop = await app.createMerchant()
    const earn = { kind: 'reward', reward: POOLED, validDays: 30 } as const
    const welcome = { id: 'welcome', name: 'Welcome', on: 'customer.created', earn }
    const data = { pool: 'partners', left: 2 }
    await shop.setProgram({ ...low, rules: [welcome] })
    await upload(shop, ['a', 'b', 'c', 'd'])
    await give(shop, 'ada', 1000)
    expect(await told(shop, 'pool.low')).toEqual([])
    await give(shop, 'bob', 1000)
    expect(await told(shop, 'pool.low')).toEqual([{ customerId: null, data }])
    const item = await createItem(shop, { gives: POOLED })
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'pool.low')).toHaveLength(1)
    await upload(shop, ['e', 'f'])
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'pool.low')).toHaveLength(2)
  })

  it('of a pool that a wheel has made low', async () => {
    const shop = await app.createMerchant()
    await shop.setProgram(low)
    await upload(shop, ['a', 'b', 'c'])
    const prizes = ['one', 'two'].map(id => ({ id, name: id, award: POOLED, weight: 1 }))
    const entry = { free: { count: 9, per: 'day' } }
    const wheel = await shop.send<{ id: string }>('POST', '/v1/wheels', { name: 'Wheel', entry, prizes })
    await give(shop, 'ada', 1)
    const spin = { wheelId: wheel.body.id, clientSeed: 'paper boat' }
    await shop.sendAs('ada', 'POST', '/v1/me/spins', spin, { idempotencyKey: 'spin' })
    expect(await told(shop, 'pool.low')).toHaveLength(1)
  })

  it('of the last one where that is all they ask for', async () => {
    const shop = await app.createMerchant()
    await shop.setProgram({ lowStockAt: 0 })
    const item = await createItem(shop, { stock: 1 })
    await give(shop, 'ada', 100)
    await bought(shop, 'ada', item.id)
    expect(await told(shop, 'item.low')).toEqual([{ customerId: null, data: { itemId: item.id, left: 0 } }])
  })
})
