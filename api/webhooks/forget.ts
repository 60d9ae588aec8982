import { sql } from 'drizzle-orm'
import { NOBODY, type Store } from '../store/store'
import { messages } from './table'

const KEEP_MS = 30 * 86_400_000
const AT_ONCE = 2000

/** Removes messages of 30 days ago with their deliveries, whatever has become of them; returns how many. */
export async function forgetMessages(store: Store, realTime: number): Promise<number> {
  const { db } = store
  const old = sql`(SELECT seq FROM messages WHERE created_at <= CAST(${realTime - KEEP_MS} AS INTEGER) LIMIT ${sql.raw(String(AT_ONCE))})`
  for (let removed = 0; ; ) {
    const { rows } = await store.read({
      rows: db.all<{ count: number }>(sql`SELECT count(*) AS count FROM ${old}`),
    })
    const count = rows[0]?.count ?? 0
    if (count === 0) return removed
    await store.write([db.delete(messages).where(sql`seq IN ${old}`)], NOBODY)
    removed += count
  }
}
