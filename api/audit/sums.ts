import { sql } from 'drizzle-orm'
import type { Audit } from '../../sdk/contract'
import type { Db } from '../store/store'
import type { Unit } from '../wallet/table'
import { customersOf } from './check'

export type Sums = Audit['points']

/** What was ever credited, where it went by the kind of the line, and what is left by the lots. */
export function sumsRead(db: Db, merchantId: string, unit: Unit) {
  const mine = customersOf(merchantId)
  const column = sql.raw(unit)
  const journal = (which: string) =>
    sql`(SELECT coalesce(sum(${column}), 0) FROM journal WHERE customer_id IN ${mine} AND ${column} ${sql.raw(which)})`
  const remaining = (table: string) =>
    sql`(SELECT coalesce(sum(remaining), 0) FROM ${sql.raw(table)} WHERE customer_id IN ${mine} AND unit = ${unit})`
  return db.all<Sums>(sql`SELECT
    ${journal('> 0')} AS issued,
    -${journal("< 0 AND kind NOT IN ('expire', 'clawback', 'adjust')")} AS spent,
    -${journal("< 0 AND kind = 'expire'")} AS expired,
    -${journal("< 0 AND kind = 'clawback'")} AS clawedBack,
    -${journal("< 0 AND kind = 'adjust'")} AS adjustedAway,
    ${remaining('lots')} AS outstanding,
    ${remaining('debts')} AS debt`)
}

/** Zero, when everything that was issued is somewhere. */
export const missing = (sums: Sums): number =>
  sums.issued -
  sums.spent -
  sums.expired -
  sums.clawedBack -
  sums.adjustedAway -
  (sums.outstanding - sums.debt)
