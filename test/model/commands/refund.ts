import fc from 'fast-check'
import type { CancelOrder, Order as OrderBody, RefundOrder } from '../../../sdk/contract'
import type { Customer, Order } from '../books'
import { DAY_MS } from '../calendar'
import { cancelOrder, refundOrder } from '../orders'
import { openOf, piecesOf } from '../pieces'
import { both, type Play, type Touched } from '../play'
import { orderOf, sameOrder } from './order'

const agoMs = fc.constantFrom(0, 0, 0, 3_600_000, 3 * DAY_MS)

/** Money back: by parts or by one amount, some of it or all of it or more than there was; once or twice. */
export const refund = fc.record({
  kind: fc.constant('refund' as const),
  who: fc.nat({ max: 5 }),
  which: fc.nat({ max: 30 }),
  by: fc.constantFrom('amount' as const, 'lines' as const, 'lines' as const, 'shipping' as const),
  /** Hundredths of what is left. */
  part: fc.constantFrom(1, 33, 50, 100, 100, 120),
  line: fc.nat({ max: 3 }),
  repeat: fc.constantFrom('no' as const, 'no' as const, 'same' as const, 'other' as const),
  agoMs,
})
type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never

export async function runRefund(play: Play, drawn: Drawn<typeof refund>): Promise<Touched> {
  const order = orderOf(play, drawn)
  if (!order) return null
  const body = repeated(order, drawn) ?? documentOf(play, order, drawn)
  return change(play, order, 'refunds', body, (customer, id) =>
    refundOrder(customer, id, body, play.now, play.rules),
  )
}

async function change(
  play: Play,
  order: Order,
  verb: 'refunds' | 'cancel',
  body: RefundOrder | CancelOrder,
  happens: (customer: Customer, id: string) => void,
): Promise<string> {
  const { externalId, customer: owner } = order.document
  const path = `/v1/orders/${externalId}/${verb}`
  const answer = () => play.api.send<OrderBody>('POST', path, body)
  const done = await both(play, owner.externalId, customer => happens(customer, externalId), answer)
  if (done) sameOrder(done.customer, done.body)
  return owner.externalId
}

function repeated(order: Order, { repeat }: Drawn<typeof refund>): RefundOrder | null {
  const last = [...order.refunds.values()].at(-1)
  if (last === undefined || repeat === 'no') return null
  const document = JSON.parse(last) as RefundOrder
  return repeat === 'same' ? document : { ...document, reason: 'another one' }
}

function documentOf(
  play: Play,
  order: Order,
  { by, part, line, agoMs: ago }: Drawn<typeof refund>,
): RefundOrder {
  play.serial += 1
  const open = piecesOf(order.document).map(piece => ({
    key: piece.key,
    open: openOf(piece, order.refunded),
  }))
  const some = (amount: number) => Math.ceil((amount * part) / 100)
  const whole = open.reduce((sum, each) => sum + each.open, 0)
  const lines = open.filter(({ key }) => key.startsWith('line:'))
  const shipping = some(open.find(({ key }) => key === 'shipping')?.open ?? 0)
  const chosen = lines.slice(0, (line % lines.length) + 1)
  const base = { externalId: `r${play.serial}` }
  const at = ago === 0 ? {} : { at: new Date(play.now - ago).toISOString() }
  if (by === 'amount' && whole > 0) return { ...base, shipping: 0, tax: 0, amount: some(whole), ...at }
  if (by === 'shipping' && shipping > 0) return { ...base, shipping, tax: 0, ...at }
  const given = chosen.map(({ key, open: amount }) => ({
    lineId: key.slice('line:'.length),
    amount: some(amount),
  }))
  return { ...base, lines: given, shipping: 0, tax: 0, ...at }
}

export const cancel = fc.record({
  kind: fc.constant('cancel' as const),
  who: fc.nat({ max: 5 }),
  which: fc.nat({ max: 30 }),
  agoMs,
})

export async function runCancel(play: Play, drawn: Drawn<typeof cancel>): Promise<Touched> {
  const order = orderOf(play, drawn)
  if (!order) return null
  const body = drawn.agoMs === 0 ? {} : { at: new Date(play.now - drawn.agoMs).toISOString() }
  return change(play, order, 'cancel', body, (customer, id) =>
    cancelOrder(customer, id, body, play.now, play.rules),
  )
}
