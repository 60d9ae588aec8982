import { sql } from 'drizzle-orm'
import type { Audit } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import type { Db } from '../store/store'
import { UNITS } from '../wallet/table'
import { catalogueChecks } from './catalogue-checks'
import { customersOf, type Fault, MOST_FAULTS } from './check'
import { earningChecks } from './earning-checks'
import { feedbackChecks } from './feedback-checks'
import { guestChecks } from './guest-checks'
import { ledgerChecks } from './ledger-checks'
import { referralChecks } from './referral-checks'
import { missing, type Sums, sumsRead } from './sums'
import { wheelChecks } from './wheel-checks'

/** Proves the books of a merchant: one read of one moment, in which every contradiction shows. */
export function audit(call: Call) {
  const merchantId = merchantIdOf(call)
  return perform(call, {
    long: true,
    read: db => ({
      counts: countsRead(db, merchantId),
      codes: db.all<{ status: string; count: number }>(
        sql`SELECT status, count(*) AS count FROM codes WHERE merchant_id = ${merchantId} GROUP BY status`,
      ),
      points: sumsRead(db, merchantId, 'points'),
      spins: sumsRead(db, merchantId, 'spins'),
      found: faultsRead(db, merchantId),
    }),
    decide({ counts: [counts], codes, points: [points], spins: [spins], found }) {
      if (!counts || !points || !spins) throw new Error('a sum without GROUP BY has one row')
      const faults = [...totalFaults({ points, spins }), ...found].slice(0, MOST_FAULTS)
      const { customers, journalLines, ...orders } = counts
      const body: Audit = {
        clean: faults.length === 0,
        ...{ customers, journalLines, points, spins, orders, faults },
        codes: Object.fromEntries(codes.map(({ status, count }) => [status, count])),
      }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

type Counts = Pick<Audit, 'customers' | 'journalLines'> & Audit['orders']

function countsRead(db: Db, merchantId: string) {
  const orders = (what: string) =>
    sql`(SELECT coalesce(${sql.raw(what)}, 0) FROM orders WHERE merchant_id = ${merchantId})`
  return db.all<Counts>(sql`SELECT
    (SELECT count(*) FROM customers WHERE merchant_id = ${merchantId}) AS customers,
    (SELECT count(*) FROM journal WHERE customer_id IN ${customersOf(merchantId)}) AS journalLines,
    ${orders('count(*)')} AS count,
    ${orders("sum(status = 'paid')")} AS paid,
    ${orders("sum(total) FILTER (WHERE status <> 'pending')")} AS total,
    ${orders("sum(refunded) FILTER (WHERE status <> 'pending')")} AS refunded`)
}

function faultsRead(db: Db, merchantId: string) {
  const checks = [
    ...[...ledgerChecks(merchantId), ...earningChecks(merchantId)],
    ...[...catalogueChecks(merchantId), ...wheelChecks(merchantId)],
    ...[...guestChecks(merchantId), ...feedbackChecks(merchantId), ...referralChecks(merchantId)],
  ]
  const each = checks.map(check => sql`SELECT * FROM (${check})`)
  return db.all<Fault>(sql`${sql.join(each, sql` UNION ALL `)} LIMIT ${sql.raw(String(MOST_FAULTS))}`)
}

function totalFaults(sums: Record<(typeof UNITS)[number], Sums>): Fault[] {
  return UNITS.filter(unit => missing(sums[unit]) !== 0).map(unit => ({
    ...{ check: 'totals', subject: unit },
    detail: `${missing(sums[unit])} were issued and are nowhere`,
  }))
}
