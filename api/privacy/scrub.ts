import { inArray } from 'drizzle-orm'
import { NOBODY, type Store } from '../store/store'
import { owedScrubs } from './table'

const MOST_AT_ONCE = 1000

/**
 * Where this returns true, nothing of those who were erased before is left in the file. An erasure asks for it at once;
 * asked for again and again, it makes up for what was cut off and for what others kept from being done.
 */
export async function scrubOwed(store: Store): Promise<boolean> {
  const { owed } = await store.read({ owed: store.db.select().from(owedScrubs).limit(MOST_AT_ONCE) })
  if (owed.length === 0) return true
  if (!(await store.scrub())) return false
  const done = owed.map(({ customerId }) => customerId)
  await store.write([store.db.delete(owedScrubs).where(inArray(owedScrubs.customerId, done))], NOBODY)
  return true
}
