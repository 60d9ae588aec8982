import { and, eq, inArray } from 'drizzle-orm'
import type { JournalKind } from '../../sdk/contract'
import { limitReached } from '../earning/award'
import { partsOf } from '../earning/basis'
import { type Books, bookStatements, type Earning } from '../earning/books'
import { freeze } from '../earning/freeze'
import { applicable, isSeries } from '../earning/match'
import { reconcileGoals } from '../earning/order-goals'
import { type OrderFact, reconcile, unpaid } from '../earning/reconcile'
import { promote } from '../earning/settle'
import { momentOf } from '../earning/tier'
import type { Call } from '../http/call'
import { codes } from '../rewards/table'
import { canonicalJson } from '../store/canonical'
import { planInsert, planWrite } from '../store/plan-write'
import type { Db, Rows, Statement } from '../store/store'
import { append } from '../wallet/ledger'
import { type orderReads, sourceOf } from './read'
import { orders } from './table'

export type OrderRow = typeof orders.$inferSelect
export type OrderRows = Rows<ReturnType<typeof orderReads>>

/** One customer's books and one order of theirs, as they will be after the change. */
export interface OrderChange {
  books: Books
  order: OrderRow
  rows: OrderRows
  kind: JournalKind
}

/**
 * Whatever happened to the order, what it has earned follows: rules are frozen when it is first paid, and from then
 * on the books are reconciled with the order as it stands.
 */
export async function changeOrder(call: Call, change: OrderChange): Promise<Statement[]> {
  const { books, order, rows, kind } = change
  const linesBefore = books.written.journal.length
  replaceInAccount(books, order)
  const fact = factOf(order, rows)
  const earned = order.paidAt === null ? [] : [...rows.orderEarnings, ...newlyFrozen(change, fact)]
  const withdrawn = reconcile(books, fact, earned)
  if (books.written.journal.length === linesBefore)
    append(books, { kind, source: fact.source, note: { order: order.externalId } })
  withdrawn.push(...changedGoals(change, fact))
  promote(books)
  rows.orderEarnings = merge(
    rows.orderEarnings,
    books.earned.filter(({ source }) => source === fact.source),
  )
  return [
    ...(await bookStatements(call, books)),
    ...storeOrder(call.store.db, order, rows),
    ...withdraw(call.store.db, withdrawn),
  ]
}

function factOf(order: OrderRow, { orderLots, usedCodes }: OrderRows): OrderFact {
  return {
    source: sourceOf(order.externalId),
    externalId: order.externalId,
    currency: order.currency,
    paidAt: order.paidAt ?? order.placedAt,
    parts: partsOf(order.document),
    refunded: order.refundedParts,
    open: isOpen(order),
    spentLots: orderLots.filter(lot => lot.remaining === 0),
    usedCodes: new Set(usedCodes.map(({ id }) => id)),
  }
}

/** Paid, and not all of it given back. An order of nothing is open until it is cancelled. */
const isOpen = ({ status, total, refunded }: OrderRow) =>
  status === 'paid' && (total === 0 || refunded < total)

/** Goals count the orders of the account; which of them this one lies in, its time of payment says. */
function changedGoals({ books, order, rows }: OrderChange, { usedCodes }: OrderFact): string[] {
  if (order.paidAt === null) return []
  const isNewlyPaid = !wasPaidBefore(rows)
  return reconcileGoals(books, { paidAt: order.paidAt, isNewlyPaid, usedCodes }, rows)
}

const wasPaidBefore = ({ order: [known] }: OrderRows): boolean => (known?.paidAt ?? null) !== null

function newlyFrozen({ books, order, rows }: OrderChange, fact: OrderFact): Earning[] {
  if (wasPaidBefore(rows) || order.status !== 'paid') return []
  const first = books.customer.returnedAt === null && books.account.orders.every(({ id }) => id === order.id)
  const at = fact.paidAt
  const facts = first ? ['order.paid', 'order.first'] : ['order.paid']
  const rules = facts.flatMap(on => applicable(books.rules.program, { on, ...momentOf(books, at) }))
  return rules
    .filter(rule => !isSeries(rule) && !limitReached(books, rule, fact.source, at))
    .map(rule => unpaid(books, fact, rule, freeze(books, rule, at)))
}

/** Tiers by spend and by orders look at the orders of the account. */
function replaceInAccount(books: Books, order: OrderRow): void {
  const others = books.account.orders.filter(({ id }) => id !== order.id)
  const { id, paidAt, total, refunded, currency, status } = order
  const counted =
    status === 'paid' && paidAt !== null ? [{ id, paidAt, total, net: total - refunded, currency }] : []
  books.account.orders = [...others, ...counted]
}

function merge(stored: Earning[], written: Earning[]): Earning[] {
  const source = new Map([...stored, ...written].map(row => [`${row.source}/${row.ruleId}`, row]))
  return [...source.values()]
}

function storeOrder(db: Db, order: OrderRow, { order: [known] }: OrderRows): Statement[] {
  return known ? [updateOrder(db, order)] : insertOrder(db, order)
}

const insertOrder = planInsert(orders)
const updateOrder = planWrite(
  (db, { id, status, placedAt, paidAt, currency, total, refunded, refundedParts, document }: OrderRow) =>
    db
      .update(orders)
      .set({ status, placedAt, paidAt, currency, total, refunded, refundedParts, document })
      .where(eq(orders.id, id)),
)

/** Codes that an order earned and no longer deserves; one that was used already stays used. */
function withdraw(db: Db, ids: string[]): Statement[] {
  if (ids.length === 0) return []
  const unused = and(inArray(codes.id, ids), inArray(codes.status, ['issued', 'reserved']))
  return [db.update(codes).set({ status: 'void' }).where(unused)]
}

/** Two documents that say the same, whatever the order of their members. */
export const same = <T extends object>(a: T, b: T): boolean => canonicalJson(a) === canonicalJson(b)
