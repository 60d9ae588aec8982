import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PlacedOrder } from '../../wire'
import { plural } from '../format'
import { laurel } from '../laurel'
import { Heading } from '../parts/heading'
import { LineList } from '../parts/line-list'
import { Totals } from '../parts/totals'
import { request } from '../request'
import { attempt, shopper } from '../state'

/** Thanks after paying, and the same page later. */
export function OrderPage({ id }: { id: string }) {
  const order = useSignal<PlacedOrder | null>(null)
  useEffect(() => {
    void attempt(async () => {
      order.value = await request<PlacedOrder>('GET', `/api/orders/${id}`)
    })
  }, [id, shopper.value?.id])
  const placed = order.value
  if (!placed) return <Heading title={`Order ${id}`}>Order {id}</Heading>
  const returned = placed.status === 'returned'
  return (
    <div class="narrow">
      <p class="eyebrow">Order {placed.id}</p>
      <Heading title={`Order ${id}`}>
        {returned ? 'This order came back.' : 'Thank you, it is on its way.'}
      </Heading>
      {!returned && <Earned earned={placed.earned} />}
      <div class="panel">
        <LineList lines={placed.lines} />
        <Totals totals={placed.totals} code={placed.code} />
      </div>
      <p>
        <a href="/account">Your account</a>
      </p>
    </div>
  )
}

function Earned({ earned }: { earned: PlacedOrder['earned'] }) {
  if (!earned) return <p class="earned">Your points for this order will be there in a moment.</p>
  const spins = earned.spins > 0 ? ` and ${plural(earned.spins, 'spin')} of the wheel` : ''
  return (
    <div class="earned">
      <p>
        You earned <strong>{plural(earned.points, 'point')}</strong>
        {spins}.
      </p>
      <button
        type="button"
        class="quiet"
        onClick={() => laurel('open', earned.spins > 0 ? 'wheel' : undefined)}
      >
        {earned.spins > 0 ? 'Spin the wheel' : 'Open the Fig Tree'}
      </button>
    </div>
  )
}
