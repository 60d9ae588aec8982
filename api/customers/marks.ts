import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Errand } from '../http/call'
import { erasedMarks, KEEP_MARKS_MS } from '../privacy/table'
import type { Db, Rows } from '../store/store'

/**
 * What is kept of a customer when they are erased; empty where there is nothing to make it of. The address is the one the
 * merchant vouches for, as it is: two that look alike may be two people.
 */
export interface Marks {
  idMark: string
  emailMark: string
}

/** Of nobody, for whoever is there in any case. */
export const NO_MARKS: Marks = { idMark: '', emailMark: '' }

export async function marksOf(
  { platform: { vault } }: Errand,
  merchantId: string,
  { externalId, email }: { externalId: string; email?: string | null },
): Promise<Marks> {
  return {
    idMark: await vault.customerKey(merchantId, 'id', externalId),
    emailMark: email ? await vault.customerKey(merchantId, 'email', email.toLowerCase()) : '',
  }
}

/** Those that there are, and the empty ones, which nobody has. */
export const valuesOf = ({ idMark, emailMark }: Marks): string[] => [idMark, emailMark]

interface Scope {
  merchantId: string
  realTime: number
}

/** Whether somebody of this id or address was erased: whoever is created now has been here before. */
export const markReads = (db: Db, marked: Marks & Scope) =>
  keptReads(db, marked, inArray(erasedMarks.mark, valuesOf(marked)))

export type MarkRows = Rows<ReturnType<typeof markReads>>

/** Those of the marks that are asked for which are kept. */
export const keptReads = (db: Db, { merchantId, realTime }: Scope, areAsked: SQL) => ({
  erased: db
    .select({ mark: erasedMarks.mark })
    .from(erasedMarks)
    .where(
      and(
        eq(erasedMarks.merchantId, merchantId),
        sql`${erasedMarks.at} > CAST(${realTime} AS INTEGER) - ${sql.raw(String(KEEP_MARKS_MS))}`,
        areAsked,
      ),
    ),
})
