import { and, eq, lte, sql } from 'drizzle-orm'
import type { Call } from '../http/call'
import { codeAttempts } from '../rewards/table'
import type { Statement } from '../store/store'

const DAY_MS = 86_400_000

/** How often one network was told today that an address has joined; whoever asks is found by the hash of their key. */
export const refusedReads = ({ store, credential }: Call, network: string) => ({
  refused: store.db
    .select({ count: codeAttempts.wrong })
    .from(codeAttempts)
    .where(
      and(
        sql`key_id = (SELECT id FROM keys WHERE hash = ${'keyHash' in credential ? credential.keyHash : ''})`,
        eq(codeAttempts.network, network),
      ),
    ),
})

/**
 * Counts that it was told once more. A network has another name tomorrow, so the count stands until midnight, and
 * those that are over are forgotten. Whoever was let past `most` meanwhile fails the CHECK and is asked again.
 */
export function countRefused(
  { store: { db }, realTime }: Call,
  { keyId, network, most }: { keyId: string; network: string; most: number },
): Statement[] {
  const midnight = (Math.floor(realTime / DAY_MS) + 1) * DAY_MS
  return [
    db.delete(codeAttempts).where(lte(codeAttempts.windowStart, realTime - DAY_MS)),
    db
      .insert(codeAttempts)
      .values({ keyId, network, windowStart: midnight, wrong: 1 })
      .onConflictDoUpdate({
        target: [codeAttempts.keyId, codeAttempts.network],
        set: { wrong: sql`CASE WHEN wrong < ${most} THEN wrong + 1 ELSE -1 END` },
      }),
  ]
}
