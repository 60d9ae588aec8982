import { readOrders } from '../../../demo/orders/read'
import type { ImportLine } from '../../../demo/orders/wire'
import { startApi } from '../api'
import { createShop, type Shop, serverOf } from '../shop'
import { fileNamed, remove, settle } from './files'

/** How many customers the template has, and so every file that is grown from it at least. */
export const TEMPLATE_CUSTOMERS = 1000
/** Ends every id that the shop has given, so that it can be told apart and be another in every copy. */
export const COPY_MARK = '-copy'
const LATEST_ORDERS = 2700
const SPINS_EACH = 10_000

export interface Template {
  file: string
  shop: Shop
}

/**
 * The books of a thousand real customers, written by the API itself: the demo's latest orders and refunds, imported,
 * and enough spins for everybody. Most have ordered once, and a few wholesalers have dozens of orders.
 */
export async function makeTemplate(): Promise<Template> {
  const file = fileNamed('template')
  remove(file)
  const server = await startApi(file)
  try {
    const shop = await createShop(server.url)
    const laurel = serverOf(server.url, shop)
    for await (const report of laurel.orders.import(lines()))
      if (report.type === 'refused') throw new Error(`line ${report.line} was refused: ${report.detail}`)
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await laurel.customers.list({ limit: 100, cursor })
      for (const { id } of page.data)
        await laurel.customers.adjust(id, { spins: SPINS_EACH, reason: 'For the bench' })
      cursor = page.nextCursor
    }
    const { clean, customers } = await laurel.audit()
    if (!clean || customers !== TEMPLATE_CUSTOMERS) throw new Error(`${customers} customers, clean: ${clean}`)
    return { file, shop }
  } finally {
    await server.stop()
    settle(file)
  }
}

/** What those have ordered lately who ordered last. */
function lines(): ImportLine[] {
  const all = readOrders({ endAt: new Date(), latest: LATEST_ORDERS })
  const chosen = new Set<string>()
  for (const line of [...all].reverse())
    if (line.type === 'order' && chosen.size < TEMPLATE_CUSTOMERS) chosen.add(line.customer.externalId)
  const orders = new Set<string>()
  return all.flatMap((line): ImportLine[] => {
    if (line.type === 'refund') {
      const orderExternalId = line.orderExternalId + COPY_MARK
      return orders.has(orderExternalId) ? [{ ...line, orderExternalId }] : []
    }
    if (!chosen.has(line.customer.externalId)) return []
    const externalId = line.externalId + COPY_MARK
    orders.add(externalId)
    return [{ ...line, externalId, customer: { externalId: line.customer.externalId + COPY_MARK } }]
  })
}
