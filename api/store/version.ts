import { type SQL, sql } from 'drizzle-orm'

/**
 * The next version of a row that was read at `known`. Null where somebody has changed it since, and a version takes no
 * null: the verb reads again, and `If-Match` is judged by what is stored.
 */
export const versionAfter = (known: number): SQL<number> =>
  sql`CASE version WHEN ${known} THEN ${known + 1} END`
