import type { Driver } from './store'

export interface Migration {
  id: string
  /** SHA-256 of the SQL, so that a migration edited after it was applied is noticed. */
  hash: string
  sql: string[]
}

const BOOKKEEPING = [
  'CREATE TABLE IF NOT EXISTS _migrations (id TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL)',
  'CREATE TABLE IF NOT EXISTS _migration_guard (orphans INTEGER NOT NULL CHECK (orphans = 0))',
]

/**
 * Applies what is missing, each migration whole or not at all. `client.migrate()` switches foreign keys off
 * outside its transaction, so a table rebuild cannot cascade into the rows that point at the table.
 */
export async function migrate(driver: Driver, migrations: Migration[], now: number): Promise<string[]> {
  await driver.client().batch(BOOKKEEPING, 'write')
  const applied: string[] = []
  for (const migration of migrations) {
    const known = await hashOf(driver, migration.id)
    if (known !== undefined && known !== migration.hash)
      throw new Error(`Migration ${migration.id} was changed after it was applied`)
    if (known === undefined && (await apply(driver, migration, now))) applied.push(migration.id)
  }
  return applied
}

/** Inserting the row first takes the lock; whoever loses a race fails there and finds it applied. */
async function apply(driver: Driver, { id, hash, sql }: Migration, now: number): Promise<boolean> {
  try {
    await driver
      .client()
      .migrate([
        { sql: 'INSERT INTO _migrations (id, hash, applied_at) VALUES (?, ?, ?)', args: [id, hash, now] },
        ...sql
          .filter(text => !/^\s*PRAGMA\s+foreign_keys/i.test(text))
          .map(text => ({ sql: text, args: [] })),
        { sql: 'INSERT INTO _migration_guard SELECT count(*) FROM pragma_foreign_key_check()', args: [] },
        { sql: 'DELETE FROM _migration_guard', args: [] },
      ])
    return true
  } catch (error) {
    if ((await hashOf(driver, id)) === hash) return false
    throw error
  }
}

async function hashOf(driver: Driver, id: string): Promise<string | undefined> {
  const { rows } = await driver
    .client()
    .execute({ sql: 'SELECT hash FROM _migrations WHERE id = ?', args: [id] })
  return rows[0]?.hash as string | undefined
}
