import { and, eq, inArray, sql } from 'drizzle-orm'
import { earnings } from '../earning/table'
import { codes } from '../rewards/table'
import type { Db, Statement } from '../store/store'
import { journal, lots } from '../wallet/table'
import type { Names } from './rename'

/** Amounts and days stay; why a line was written goes, and what it names is renamed in every table alike. */
export function forgetLedger(db: Db, ids: string[], { sources }: Names): Statement[] {
  const pairs = sql`json_each(${JSON.stringify([...sources])})`
  // The limit makes a table of the names, and as texts they get an index: each row of the person's looks up its own.
  const names = sql`(SELECT CAST(value ->> 0 AS TEXT) AS known, value ->> 1 AS given FROM ${pairs} LIMIT -1) AS name`
  return [
    db.update(journal).set({ note: {} }).where(inArray(journal.customerId, ids)),
    ...[journal, lots, earnings, codes].map(table =>
      db
        .update(table)
        .set({ source: sql`name.given` })
        .from(names)
        .where(and(inArray(table.customerId, ids), eq(table.source, sql`name.known`))),
    ),
  ]
}
