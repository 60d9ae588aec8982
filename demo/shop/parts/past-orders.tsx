import type { PastOrder } from '../../wire'
import { count, date, plural, pounds } from '../format'

/** The imported year. */
export function PastOrders({ past, count: all }: { past: PastOrder[]; count: number }) {
  if (past.length === 0) return null
  return (
    <section aria-labelledby="past">
      <h2 id="past">The past year</h2>
      <p class="soft">
        {all > past.length
          ? `The latest ${past.length} of ${count(all)} orders.`
          : `${plural(all, 'order')}.`}
      </p>
      <ul class="orders">
        {past.map(({ id, placedAt, names, items, total, refunded }) => (
          <li key={id}>
            <div>
              <span>{id}</span>
              {refunded > 0 && <span class="tag">{pounds(refunded)} refunded</span>}
              <span class="soft">
                {date(placedAt)} · {plural(items, 'piece')}: {names.join(', ')}
              </span>
            </div>
            <span class="amount">{pounds(total)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
