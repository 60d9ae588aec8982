import { type SQL, sql } from 'drizzle-orm'

/** The values of a JSON array, for `IN`: lists of any length are one statement, with one value bound. */
export const valuesIn = (json: string): SQL => sql`(SELECT value FROM json_each(${json}))`
