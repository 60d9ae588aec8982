import { and, eq, inArray } from 'drizzle-orm'
import { events } from '../earning/table'
import type { OrderRow } from '../orders/change'
import { orders, refunds } from '../orders/table'
import { codes } from '../rewards/table'
import type { Db, Statement } from '../store/store'
import { spins } from '../wheel/table'
import type { PersonRows } from './person'
import { ERASED, type Names } from './rename'

/** Orders, refunds, events, codes and spins keep their figures and lose every text that came from outside. */
export function forgetDeeds(db: Db, rows: PersonRows, ids: string[], names: Names): Statement[] {
  return [
    ...rows.orders.flatMap(order => forgetOrder(db, order, rows, names)),
    ...rows.events.map(({ merchantId, externalId }) =>
      db
        .update(events)
        .set({ externalId: names.events.get(externalId), name: ERASED })
        .where(and(eq(events.merchantId, merchantId), eq(events.externalId, externalId))),
    ),
    ...rows.codes.map(({ id, status }) =>
      db
        .update(codes)
        .set({
          // What a code is found and read by. One that was used stays used, so that reports stay right.
          ...{ lookup: id, sealed: '', orderId: null, reservedUntil: null },
          status: status === 'redeemed' ? status : 'void',
        })
        .where(eq(codes.id, id)),
    ),
    db.update(spins).set({ clientSeed: ERASED }).where(inArray(spins.customerId, ids)),
  ]
}

function forgetOrder(db: Db, order: OrderRow, rows: PersonRows, names: Names): Statement[] {
  const externalId = names.orders.get(order.id) ?? ERASED
  const lineIds = new Map(order.document.lines.map(({ lineId }, i) => [lineId, String(i + 1)]))
  const renamed = (part: string) =>
    part.startsWith('line:') ? `line:${lineIds.get(part.slice('line:'.length))}` : part
  const refundedParts = Object.fromEntries(
    Object.entries(order.refundedParts).map(([part, amount]) => [renamed(part), amount]),
  )
  const of = rows.refunds.filter(({ orderId }) => orderId === order.id)
  return [
    db
      .update(orders)
      .set({ externalId, refundedParts, document: documentOf(order, externalId, lineIds) })
      .where(eq(orders.id, order.id)),
    ...of.map(({ externalId: from, document }, i) => {
      const { reason: _, lines, ...rest } = document
      const kept = lines?.map(line => ({ ...line, lineId: lineIds.get(line.lineId) ?? ERASED }))
      const name = `${ERASED}:${i + 1}`
      return db
        .update(refunds)
        .set({ externalId: name, document: { ...rest, ...(kept && { lines: kept }), externalId: name } })
        .where(and(eq(refunds.orderId, order.id), eq(refunds.externalId, from)))
    }),
  ]
}

function documentOf(
  { document, customerId }: OrderRow,
  externalId: string,
  lineIds: ReadonlyMap<string, string>,
): OrderRow['document'] {
  const { code: _, referral: _r, ...figures } = document
  return {
    ...figures,
    externalId,
    customer: { externalId: `${ERASED}:${customerId}` },
    lines: document.lines.map(({ lineId, quantity, amount, giftCard }) => ({
      ...{ lineId: lineIds.get(lineId) ?? ERASED, sku: ERASED, quantity, amount, categories: [], giftCard },
    })),
  }
}
