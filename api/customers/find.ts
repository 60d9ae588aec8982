import { and, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import type { Customer } from '../../sdk/contract'
import type { Call } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { iso } from '../http/time'
import { merchantTime } from '../merchants/tenant'
import { hasEmail } from './read'
import { customers } from './table'

export interface FindCustomers {
  limit: number
  cursor?: string
  externalId?: string
  email?: string
}

/** A list in the order of creation. Its balances are of the books: `GET /v1/customers/{id}` settles first. */
export function findCustomers(call: Call, merchantId: string, query: FindCustomers) {
  const after = decodeCursor(query.cursor, 'string')
  const now = merchantTime(merchantId, call.realTime)
  return perform(call, {
    read: db => ({
      rows: db
        .select({
          customer: customers,
          available: sumOfLots('points', sql`available_at <= ${now}`),
          pending: sumOfLots('points', sql`available_at > ${now}`),
          spins: sumOfLots('spins', sql`available_at <= ${now}`),
          debt: sql<number>`(SELECT coalesce(sum(remaining), 0) FROM debts WHERE customer_id = customers.id AND unit = 'points')`,
          tierId: sql<
            string | null
          >`(SELECT tier_id FROM grants WHERE customer_id = customers.id AND starts_at <= ${now} AND (ends_at IS NULL OR ends_at > ${now}) ORDER BY seq DESC LIMIT 1)`,
        })
        .from(customers)
        .where(
          and(
            eq(customers.merchantId, merchantId),
            isNull(customers.erasedAt),
            after === undefined ? undefined : gt(customers.id, after),
            query.externalId === undefined ? undefined : eq(customers.externalId, query.externalId),
            query.email === undefined ? undefined : hasEmail(query.email),
          ),
        )
        .orderBy(customers.id)
        .limit(query.limit + 1),
    }),
    decide({ rows }) {
      const { data, nextCursor } = pageOf(rows, query.limit, row => row.customer.id)
      return { statements: [], reply: { status: 200, body: { data: data.map(present), nextCursor } } }
    },
  })
}

const sumOfLots = (unit: string, when: SQL) =>
  sql<number>`(SELECT coalesce(sum(remaining), 0) FROM lots WHERE customer_id = customers.id AND remaining > 0 AND unit = ${unit} AND ${when})`

interface Row {
  customer: typeof customers.$inferSelect
  available: number
  pending: number
  spins: number
  debt: number
  tierId: string | null
}

function present({ customer, available, pending, spins, debt, tierId }: Row): Customer {
  const { merchantId: _m, mergedInto: _i, erasedAt: _e, returnedAt: _r, createdAt, ...profile } = customer
  return {
    ...profile,
    createdAt: iso(createdAt),
    points: { available: available - debt, pending },
    spins,
    tierId,
  }
}
