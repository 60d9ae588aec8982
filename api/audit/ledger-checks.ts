import { type SQL, sql } from 'drizzle-orm'
import { UNITS, type Unit } from '../wallet/table'
import { cancelsOut, customersOf, hasNone } from './check'

/** That journal, lots, allocations and debts tell one story. */
export function ledgerChecks(merchantId: string): SQL[] {
  const mine = customersOf(merchantId)
  return [
    journalIsDense(mine),
    journalGoesForward(mine),
    cancelsOut('lot_remaining', 'lot', [
      sql`SELECT customer_id AS a, seq AS b, amount - remaining AS x FROM lots WHERE customer_id IN ${mine}`,
      sql`SELECT customer_id, lot_seq, -amount FROM allocations WHERE customer_id IN ${mine}`,
    ]),
    ...UNITS.flatMap(unit => unitChecks(unit, mine)),
  ]
}

function journalIsDense(mine: SQL): SQL {
  return hasNone(
    'journal_dense',
    sql`SELECT customer_id AS subject, count(*) || ' lines from ' || min(seq) || ' to ' || max(seq) AS detail
      FROM journal WHERE customer_id IN ${mine} GROUP BY customer_id HAVING min(seq) <> 1 OR max(seq) <> count(*)`,
  )
}

function journalGoesForward(mine: SQL): SQL {
  return hasNone(
    'journal_time',
    sql`SELECT line.customer_id || ' ' || line.seq AS subject, line.at || ' after ' || above.at AS detail
      FROM journal line JOIN journal above ON above.customer_id = line.customer_id AND above.seq = line.seq - 1
      WHERE line.customer_id IN ${mine} AND line.at < above.at`,
  )
}

/** Credits are lots; debits are allocations, and what a debt still owes of them. */
function unitChecks(unit: Unit, mine: SQL): SQL[] {
  const column = sql.raw(unit)
  const allocated = (seq: SQL) => sql`SELECT a.customer_id, ${seq}, a.amount FROM allocations a
    JOIN lots l ON l.customer_id = a.customer_id AND l.seq = a.lot_seq
    WHERE l.unit = ${unit} AND a.customer_id IN ${mine}`
  const owed = (seq: SQL) =>
    sql`SELECT customer_id, ${seq}, remaining FROM debts WHERE unit = ${unit} AND customer_id IN ${mine}`
  return [
    cancelsOut('balance', unit, [
      sql`SELECT customer_id AS a, NULL AS b, ${column} AS x FROM journal WHERE customer_id IN ${mine}`,
      sql`SELECT customer_id, NULL, -amount FROM lots WHERE unit = ${unit} AND customer_id IN ${mine}`,
      allocated(sql`NULL`),
      owed(sql`NULL`),
    ]),
    cancelsOut('lot', `credit in ${unit}`, [
      sql`SELECT customer_id AS a, seq AS b, ${column} AS x FROM journal WHERE ${column} > 0 AND customer_id IN ${mine}`,
      sql`SELECT customer_id, seq, -amount FROM lots WHERE unit = ${unit} AND customer_id IN ${mine}`,
    ]),
    cancelsOut('debit', `debit in ${unit}`, [
      sql`SELECT customer_id AS a, seq AS b, ${column} AS x FROM journal WHERE ${column} < 0 AND customer_id IN ${mine}`,
      allocated(sql`a.debit_seq`),
      owed(sql`seq`),
    ]),
    hasNone(
      'debt',
      sql`SELECT d.customer_id || ' ' || d.seq AS subject, d.amount || ' ${sql.raw(unit)} of ' || coalesce(-${column}, 0) AS detail
        FROM debts d LEFT JOIN journal j ON j.customer_id = d.customer_id AND j.seq = d.seq
        WHERE d.unit = ${unit} AND d.customer_id IN ${mine} AND d.amount > coalesce(-${column}, 0)`,
    ),
  ]
}
