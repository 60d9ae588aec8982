import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { items } from '../../api/catalogue/table'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { openEmbedded } from '../../api/store/embedded'
import { migrate } from '../../api/store/migrate'
import { plan } from '../../api/store/plan'
import { openStore, type Store } from '../../api/store/store'

const itemsOf = plan(
  (db, { merchantId }: { merchantId: string }) => ({
    items: db.select().from(items).where(eq(items.merchantId, merchantId)),
  }),
  { isShared: true },
)

let folder: string
let store: Store
let other: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'laurel-shared-'))
  const url = `file:${join(folder, 'laurel.db')}`
  const driver = await openEmbedded(url)
  await migrate(driver, MIGRATIONS, 0)
  store = openStore(driver)
  other = openStore(await openEmbedded(url))
  for (const id of ['fig', 'wren'])
    await store.write([
      store.db.run(sql`INSERT INTO merchants (id, name, mode, currency, time_zone, created_at)
        VALUES (${id}, ${id}, 'test', 'GBP', 'UTC', 0)`),
    ])
})
afterEach(() => {
  store.close()
  other.close()
  rmSync(folder, { recursive: true })
})

async function offer(by: Store, merchantId: string, id: string) {
  const row = { id, merchantId, version: 1, config: {} as never, sold: 0, stock: null, createdAt: 0 }
  await by.write([by.db.insert(items).values(row)], merchantId)
}

const found = async (merchantId = 'fig') => (await store.read(itemsOf(store.db, { merchantId }))).items

it('reads what is the same for all shoppers once, until something of the merchant changes', async () => {
  await offer(store, 'fig', 'vase')
  const first = await found()
  expect(first.map(({ id }) => id)).toEqual(['vase'])
  await offer(store, 'wren', 'bowl')
  expect(await found()).toBe(first)
  await offer(store, 'fig', 'bowl-2')
  expect((await found()).map(({ id }) => id)).toEqual(['vase', 'bowl-2'])
  expect((await found('wren')).map(({ id }) => id)).toEqual(['bowl'])
})

it('sees what another process has just committed', async () => {
  for (let i = 0; i < 50; i++) {
    await offer(other, 'fig', `item-${i}`)
    expect((await found()).length).toBe(i + 1)
  }
})

it('keeps no rows that are older than the change they came with', async () => {
  const asked = [found(), offer(store, 'fig', 'vase'), found()] as const
  await Promise.all(asked)
  expect((await found()).length).toBe(1)
})

it('lets nobody change what is shared, on the way or from memory', async () => {
  await offer(store, 'fig', 'vase')
  for (const rows of [await found(), await found()]) {
    expect(() => rows.push(rows[0] as never)).toThrow(TypeError)
    expect(() => Object.assign(rows[0] as object, { sold: 1 })).toThrow(TypeError)
  }
})

it('reads it each time beside what takes long', async () => {
  await offer(store, 'fig', 'vase')
  const long = async () => (await store.readLong(itemsOf(store.db, { merchantId: 'fig' }))).items
  expect(await long()).not.toBe(await long())
})

it('needs to know the merchant', () => {
  const all = plan((db, _: object) => ({ items: db.select().from(items) }), { isShared: true })
  expect(() => all(store.db, {})).toThrow('of a merchant')
})
