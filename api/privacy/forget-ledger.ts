import { and, eq, inArray } from 'drizzle-orm'
import { earnings } from '../earning/table'
import { codes } from '../rewards/table'
import type { Db, Statement } from '../store/store'
import { journal, lots } from '../wallet/table'
import type { Names } from './rename'

/** Amounts and days stay; why a line was written goes, and what it names is renamed in every table alike. */
export function forgetLedger(db: Db, ids: string[], { sources }: Names): Statement[] {
  return [
    db.update(journal).set({ note: {} }).where(inArray(journal.customerId, ids)),
    ...[...sources].flatMap(([from, source]) =>
      [journal, lots, earnings, codes].map(table =>
        db
          .update(table)
          .set({ source })
          .where(and(inArray(table.customerId, ids), eq(table.source, from))),
      ),
    ),
  ]
}
