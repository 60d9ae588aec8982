import type { Entry } from '../ledger'
import type { Shop } from '../shop'
import { readOrders, type Stored } from '../stored'

interface Orders {
  lost: string[]
  wrong: string[]
}

/** Every order with its total, and refunded by what was acknowledged. */
export async function judgeOrders(
  url: string,
  shop: Shop,
  done: Entry[],
  { audit }: Stored,
): Promise<Orders> {
  const told = ordersOf(done)
  const ids = [...told.keys()]
  const stored = await readOrders(url, shop, ids)
  const lost = ids.filter((_, i) => !stored[i]).map(id => `order ${id}`)
  const wrong = ids.flatMap((id, i) => {
    const [is, was] = [stored[i], told.get(id)]
    const isRight = !is || (is.total === was?.total && is.refunded === was.refunded)
    return isRight ? [] : [`order ${JSON.stringify(is)}, not ${JSON.stringify(was)}`]
  })
  if (audit.orders.count !== told.size) wrong.push(`${audit.orders.count} orders, not ${told.size}`)
  return { lost, wrong }
}

function ordersOf(done: Entry[]) {
  const orders = new Map<string, { total: number; refunded: number }>()
  for (const { act } of done.filter(({ act }) => act.kind === 'order')) {
    const { externalId, total } = act.body as { externalId: string; total: number }
    orders.set(externalId, { total, refunded: 0 })
  }
  for (const { act } of done.filter(({ act }) => act.kind === 'refund')) {
    const order = orders.get(act.path.split('/')[3] ?? '')
    if (order) order.refunded += (act.body as { amount: number }).amount
  }
  return orders
}
