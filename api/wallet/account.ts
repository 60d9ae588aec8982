import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { type CustomerKey, customerIdOf, readCustomer } from '../customers/read'
import type { customers } from '../customers/table'
import { earnings } from '../earning/table'
import { orders } from '../orders/table'
import type { Db, Rows } from '../store/store'
import type { Grant, Measure } from '../tiers/ladder'
import { grants } from '../tiers/table'
import { debts, journal, lots } from './table'

export type Lot = typeof lots.$inferSelect
export type Debt = typeof debts.$inferSelect

/** One shopper's books as they were last written; what time has done since is `settle`'s work. */
export interface Account {
  customer: typeof customers.$inferSelect
  /** Last journal line, 0 before the first. */
  seq: number
  /** When that line was written: everything up to then is booked. */
  settledAt: number
  /** Lots with something left, pending ones too. */
  lots: Lot[]
  debts: Debt[]
  /** Every tier held, oldest first; the last one is in force until it ends. */
  grants: Grant[]
  /** Points that count for tiers, by the instant they became available. */
  qualifying: Measure[]
  /** Paid orders, less what was refunded. */
  orders: PaidOrder[]
  /** Birthday awards already made: `birthday:2026`. */
  birthdays: Set<string>
}

export interface PaidOrder {
  id: string
  paidAt: number
  total: number
  /** `total` less what was refunded. */
  net: number
  currency: string
}

export function accountReads(db: Db, key: CustomerKey) {
  const id = customerIdOf(key)
  return {
    customer: readCustomer(db, key),
    head: db
      .select({ seq: journal.seq, at: journal.at })
      .from(journal)
      .where(eq(journal.customerId, id))
      .orderBy(desc(journal.seq))
      .limit(1),
    lots: db
      .select()
      .from(lots)
      .where(and(eq(lots.customerId, id), sql`remaining > 0`)),
    debts: db
      .select()
      .from(debts)
      .where(and(eq(debts.customerId, id), gt(debts.remaining, 0))),
    grants: db.select().from(grants).where(eq(grants.customerId, id)).orderBy(grants.seq),
    qualifying: db
      .select({ at: lots.availableAt, value: lots.qualifying })
      .from(lots)
      .where(and(eq(lots.customerId, id), sql`qualifying > 0`)),
    paidOrders: db
      .select({
        id: orders.id,
        paidAt: sql<number>`paid_at`,
        total: orders.total,
        net: sql<number>`total - refunded`,
        currency: orders.currency,
      })
      .from(orders)
      .where(and(eq(orders.customerId, id), eq(orders.status, 'paid'))),
    birthdays: db
      .selectDistinct({ source: earnings.source })
      .from(earnings)
      .where(and(eq(earnings.customerId, id), sql`source >= 'birthday:' AND source < 'birthday;'`)),
  }
}

export function accountOf(rows: Rows<ReturnType<typeof accountReads>>): Account | null {
  const [customer] = rows.customer
  if (!customer) return null
  return {
    ...emptyAccount(customer),
    seq: rows.head[0]?.seq ?? 0,
    settledAt: rows.head[0]?.at ?? customer.createdAt,
    lots: rows.lots,
    debts: rows.debts,
    grants: rows.grants,
    qualifying: rows.qualifying,
    orders: rows.paidOrders,
    birthdays: new Set(rows.birthdays.map(({ source }) => source)),
  }
}

export const emptyAccount = (customer: Account['customer']): Account => ({
  customer,
  seq: 0,
  settledAt: customer.createdAt,
  lots: [],
  debts: [],
  grants: [],
  qualifying: [],
  orders: [],
  birthdays: new Set(),
})
