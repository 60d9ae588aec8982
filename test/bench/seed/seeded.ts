import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import Database from 'libsql'
import { MIGRATIONS } from '../../../api/store/all-migrations'
import { BENCH_FOLDER } from '../api'
import type { Shop } from '../shop'
import { fileNamed } from './files'
import { grow } from './grow'
import { makeTemplate, type Template } from './template'

/** As measured; the write-ahead log and what is written later come on top. */
const BYTES_PER_CUSTOMER = 15_000
/** More shoppers than this are not asked for: each needs a token. */
const MOST_SHOPPERS = 10_000

const A_PRIME = 7919

/** A database file at rest with a shop in it. */
export interface Seeded {
  file: string
  shop: Shop
  customers: number
  journalLines: number
  /** Who can be asked for, spread over all of them. */
  externalIds: string[]
}

/**
 * A shop with so many customers, in thousands. Kept between runs until the schema changes: seeding a million takes
 * longer than measuring them.
 */
export async function seeded(customers: number): Promise<Seeded> {
  mkdirSync(BENCH_FOLDER, { recursive: true })
  const { file: template, shop } = await kept<Template>('template', makeTemplate)
  const file = fileNamed(`shop-${customers}`)
  return kept(`shop-${customers}`, async () => {
    const needed = customers * BYTES_PER_CUSTOMER
    const { bavail, bsize } = statfsSync(BENCH_FOLDER)
    if (bavail * bsize < needed) throw new Error(`${customers} customers need ${needed / 1e9} GB of disk`)
    console.log(`Seeding ${customers} customers …`)
    await grow(template, customers, file)
    return { file, shop, ...contentOf(file) }
  })
}

function contentOf(file: string): Pick<Seeded, 'customers' | 'journalLines' | 'externalIds'> {
  const db = new Database(file)
  const count = (table: string) => (db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
  const customers = count('customers')
  const stride = Math.max(1, Math.floor(customers / MOST_SHOPPERS))
  const spread = db.prepare('SELECT external_id AS id FROM customers WHERE rowid % ? = 0').all(stride) as {
    id: string
  }[]
  const content = {
    customers,
    journalLines: count('journal'),
    externalIds: scattered(spread.map(({ id }) => id)),
  }
  db.close()
  return content
}

/** The same every time; neighbours in the file are not neighbours here. */
const scattered = <T>(list: T[]): T[] =>
  list.map((_, at) => list[(at * A_PRIME) % list.length]).filter(each => each !== undefined)

/** What an earlier run made of the same schema, or else made now. */
async function kept<T extends { file: string }>(name: string, make: () => Promise<T>): Promise<T> {
  const note = `${BENCH_FOLDER}/${name}.json`
  const schema = MIGRATIONS.map(({ hash }) => hash).join()
  if (existsSync(note)) {
    const known = JSON.parse(readFileSync(note, 'utf8')) as { schema: string; made: T }
    if (known.schema === schema && existsSync(known.made.file)) return known.made
  }
  const made = await make()
  writeFileSync(note, JSON.stringify({ schema, made }))
  return made
}
