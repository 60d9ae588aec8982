import type { UpsertOrder } from '../../sdk/contract'
import { insertCustomer, openNewBooks } from '../customers/create'
import { type Marks, markReads, marksOf } from '../customers/marks'
import { customerIdOf, journalOf } from '../customers/read'
import { totalsDiffer } from '../earning/basis'
import { earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { merchantIdOf } from '../http/call'
import { perform, type Within } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { bringWithOrder, type NamedReads, namedReads } from '../referrals/with-order'
import { newId } from '../store/id'
import { plan } from '../store/plan'
import { accountOf } from '../wallet/account'
import { changeOrder, type OrderRow, same } from './change'
import { presentOrder } from './present'
import { orderReads, sourceOf } from './read'

/** Shops' clocks differ a little from ours. */
const CLOCK_SKEW_MS = 300_000

interface Upserting extends Marks {
  merchantId: string
  /** As the merchant calls them. */
  customer: string
  order: string
  source: string
  /** Of whoever brought the customer; empty where nobody did. */
  slug: string
  realTime: number
  happened: number
}

const readsFor = (isNamed: boolean) =>
  plan((db, values: Upserting) => {
    const { merchantId, customer, order, source, slug, realTime, happened } = values
    const key = { merchantId, externalId: customer }
    return {
      ...earningReads(db, key, realTime, happened),
      ...orderReads(db, { merchantId, externalId: order }, customerIdOf(key), source),
      ...markReads(db, values),
      ...(isNamed ? namedReads(db, key, slug, happened) : ({} as NamedReads)),
    }
  })
const [readsUnnamed, readsNamed] = [readsFor(false), readsFor(true)]

/** What is known of an order without a referral before it is read. */
export interface News {
  marks: Marks
  rows: ReturnType<typeof newsRows>
}

/** What is read where neither the order nor the customer is there or was, and no pool has a code. */
export const newsRows = (call: Call) => readsUnnamed.nothing(call.store.db)

/**
 * An order as it stands now: new, edited, paid, cancelled or completed again. The same order again changes nothing.
 *
 * @param news what will be found, where somebody has just looked
 */
export async function upsertOrder(call: Call, input: UpsertOrder, news?: News) {
  const merchantId = merchantIdOf(call)
  const customer = { merchantId, externalId: input.customer.externalId }
  const marks = news?.marks ?? (await marksOf(call, merchantId, input.customer))
  const happened = Date.parse(input.paidAt ?? input.placedAt)
  return perform(call, {
    journal: journalOf(customer),
    read: db => {
      const reads = input.referral === undefined ? readsUnnamed : readsNamed
      const asked = reads(db, {
        ...{ merchantId, customer: customer.externalId, slug: input.referral ?? '', ...marks },
        ...{ order: input.externalId, source: sourceOf(input.externalId), realTime: call.realTime, happened },
      })
      return { ...asked, assumed: news?.rows }
    },
    async decide(rows, within) {
      check(input, within.tenant.at)
      const account = accountOf(rows)
      const [known] = rows.order
      if (known && known.customerId !== account?.customer.id)
        throw refuse('conflict', 'This order belongs to another customer')
      if (known && same(known.document, input)) {
        const body = presentOrder(known, rows.orderEarnings, rows.orderLots, within.tenant.at)
        return { statements: [], reply: { status: 200, body, customerId: known.customerId } }
      }
      const at = timeOf(known, input, within)
      const books = account
        ? openBooks(account, within, rows)
        : openNewBooks(within, input.customer, rows, Math.min(at, within.tenant.at))
      settle(books, at)
      const order = nextOrder(known, input, books.customer.id, within)
      const brought = input.referral === undefined ? [] : await bringWithOrder(call, books, rows, order)
      const changed = [...(await changeOrder(call, { books, order, rows, kind: 'order' })), ...brought]
      const statements = account ? changed : [...insertCustomer(call.store.db, books), ...changed]
      const body = presentOrder(
        order,
        rows.orderEarnings,
        books.lots.filter(ofOrder(order)),
        within.tenant.at,
      )
      return { statements, reply: { status: known ? 200 : 201, body, customerId: order.customerId } }
    },
  })
}

export const ofOrder = (order: OrderRow) => {
  const source = sourceOf(order.externalId)
  return (lot: { source: string }) => lot.source === source
}

function check(input: UpsertOrder, now: number): void {
  if (totalsDiffer(input)) throw refuse('totals_differ')
  if (Date.parse(input.placedAt) > now + CLOCK_SKEW_MS) throw invalid('placedAt', 'lies in the future')
  if (Date.parse(input.paidAt ?? input.placedAt) > now + CLOCK_SKEW_MS)
    throw invalid('paidAt', 'lies in the future')
}

/**
 * When it happened in the customer's life: an order that is new or newly paid is booked at its own time, never
 * after now. A change of one that is known carries no time of its own, so it happens now, like a refund.
 */
function timeOf(known: OrderRow | undefined, input: UpsertOrder, { tenant }: Within): number {
  const isNews = !known || (known.paidAt === null && input.status === 'paid')
  if (!isNews) return tenant.at
  const happened = Date.parse(input.status === 'paid' ? (input.paidAt ?? input.placedAt) : input.placedAt)
  return Math.min(happened, tenant.at)
}

function nextOrder(
  known: OrderRow | undefined,
  input: UpsertOrder,
  customerId: string,
  within: Within,
): OrderRow {
  const { tenant, random } = within
  const placedAt = Math.min(Date.parse(input.placedAt), tenant.at)
  const paidAt =
    input.status === 'paid' ? Math.min(Date.parse(input.paidAt ?? input.placedAt), tenant.at) : null
  const refundedParts = known?.refundedParts ?? {}
  const given = Object.values(refundedParts).reduce((sum, amount) => sum + amount, 0)
  if (known && given > 0 && !same(known.document, { ...input, status: known.document.status }))
    throw refuse('order_changed_after_refund')
  return {
    id: known?.id ?? newId('ord', placedAt, random),
    merchantId: tenant.merchant.id,
    externalId: input.externalId,
    customerId,
    status: input.status,
    placedAt,
    paidAt: known?.paidAt ?? paidAt,
    currency: input.currency,
    total: input.total,
    refunded: input.status === 'cancelled' ? input.total : given,
    refundedParts,
    document: input,
  }
}
