import type { PlacedOrder } from '../../wire'
import { date, plural, pounds } from '../format'
import { laurel } from '../laurel'
import { request } from '../request'
import { attempt } from '../state'

/** Orders of this demo: they can be returned, which takes their points and gives their code back. */
export function OrderList({ orders, onChange }: { orders: PlacedOrder[]; onChange: () => void }) {
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">Your orders</h2>
      {orders.length === 0 && <p class="soft">None yet in this shop.</p>}
      <ul class="orders">
        {orders.map(order => (
          <OrderRow key={order.id} order={order} onChange={onChange} />
        ))}
      </ul>
    </section>
  )
}

function OrderRow({ order, onChange }: { order: PlacedOrder; onChange: () => void }) {
  const { id, placedAt, lines, totals, code, earned, status } = order
  const giveBack = async () => {
    const words = code
      ? `Order ${id} is returned. Your code ${code} works again.`
      : `Order ${id} is returned.`
    await attempt(async () => {
      await request('POST', `/api/orders/${id}/return`, {})
      laurel('track')
    }, words)
    onChange()
  }
  return (
    <li>
      <div>
        <a href={`/orders/${id}`}>{id}</a>
        <span class="soft">
          {date(placedAt)} · {lines.map(({ name }) => name).join(', ')}
        </span>
        {status === 'paid' && earned && (
          <span class="tag">
            +{plural(earned.points, 'point')}
            {earned.spins > 0 && `, ${plural(earned.spins, 'spin')}`}
          </span>
        )}
        {code && <span class="tag">Code {code}</span>}
      </div>
      <span class="amount">{pounds(totals.total)}</span>
      {status === 'returned' ? (
        <span class="tag">Returned</span>
      ) : (
        <button type="button" class="quiet" onClick={giveBack}>
          Return<span class="unseen"> order {id}</span>
        </button>
      )}
    </li>
  )
}
