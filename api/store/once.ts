import { type SQL, sql } from 'drizzle-orm'

const [BEGIN, END] = ['/*once*/', '/*end*/']
/** The innermost ones. */
const MARKED = /\/\*once\*\/((?:(?!\/\*once\*\/)[\s\S])*?)\/\*end\*\//g

/** A subquery that many reads of a plan have in common: it is worked out once for all of them. With its brackets. */
export const once = (subquery: SQL): SQL => sql`${sql.raw(BEGIN)}${subquery}${sql.raw(END)}`

/** Takes such subqueries out of a statement; returns tables for a WITH in front of it, and the statement that reads them. */
export function takenOut(statement: string): { tables: string[]; statement: string } {
  const names = new Map<string, string>()
  let left = statement
  while (left.includes(BEGIN))
    left = left.replace(MARKED, (_, subquery: string) => {
      const name = names.get(subquery) ?? `once${names.size}`
      names.set(subquery, name)
      return `(SELECT v FROM ${name})`
    })
  const tables = [...names].map(([subquery, name]) => `${name}(v) AS MATERIALIZED ${subquery}`)
  return { tables, statement: left }
}
