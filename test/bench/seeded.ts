import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { openEmbedded } from '../../api/store/embedded'
import { migrate } from '../../api/store/migrate'
import { readOrders } from '../../demo/orders/read'
import { BENCH_FOLDER, startApi } from './api'
import { settle } from './prepared'
import { createShop, type Shop, serverOf } from './shop'

const ORDERS = 3000
const SPINS_EACH = 10_000

/** A database file at rest with a shop in it, from which every row begins anew. */
export interface Seeded {
  file: string
  shop: Shop
  /** Everybody who can spin. */
  externalIds: string[]
}

/** The file of an earlier run of today where there is one: seeding takes longer than measuring. */
export async function seed(): Promise<Seeded> {
  const kept = join(BENCH_FOLDER, 'seeded.json')
  const madeOf = JSON.stringify([new Date().toISOString().slice(0, 10), MIGRATIONS.map(({ hash }) => hash)])
  if (existsSync(kept)) {
    const known = JSON.parse(readFileSync(kept, 'utf8')) as Seeded & { madeOf: string }
    if (known.madeOf === madeOf) return known
  }
  const seeded = await seedAnew(join(BENCH_FOLDER, 'seeded.db'))
  writeFileSync(kept, JSON.stringify({ ...seeded, madeOf }))
  return seeded
}

/** The demo's latest orders, imported, and spins for everybody who placed one. */
async function seedAnew(file: string): Promise<Seeded> {
  remove(file)
  const server = await startApi(file)
  try {
    const shop = await createShop(server.url)
    const laurel = serverOf(server.url, shop)
    const lines = readOrders({ endAt: new Date(), latest: ORDERS })
    for await (const report of laurel.orders.import(lines))
      if (report.type === 'refused') throw new Error(`line ${report.line} was refused: ${report.detail}`)
    const externalIds: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await laurel.customers.list({ limit: 100, cursor })
      for (const { id, externalId } of page.data) {
        await laurel.customers.adjust(id, { spins: SPINS_EACH, reason: 'For the bench' })
        externalIds.push(externalId)
      }
      if (page.nextCursor === null) return { file, shop, externalIds }
      cursor = page.nextCursor
    }
  } finally {
    await server.stop()
    settle(file)
  }
}

/** A copy to spoil. The one it is made of is at rest, so the file alone is all of it. */
export function copyOf({ file }: Pick<Seeded, 'file'>, name: string): string {
  const copy = join(BENCH_FOLDER, `${name}.db`)
  remove(copy)
  copyFileSync(file, copy)
  return copy
}

/** A file with the schema and nothing in it. */
export async function emptyFile(name: string): Promise<string> {
  const file = join(BENCH_FOLDER, `${name}.db`)
  remove(file)
  const driver = await openEmbedded(`file:${file}`)
  await migrate(driver, MIGRATIONS, Date.now())
  driver.close()
  settle(file)
  return file
}

export function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}
