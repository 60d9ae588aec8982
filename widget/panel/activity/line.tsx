import type { JournalLine } from '../../../sdk/contract'
import { current } from '../app'
import { explain } from './explain'

/** One line: what happened and why on the left, what it changed on the right. */
export function Line({ line, now }: { line: JournalLine; now: string }) {
  const { w } = current()
  const { title, why } = explain(w, line)
  const { points, spins, availableAt } = line
  const unit = points ? 'points' : 'spins'
  const amount = points || spins
  const pending = amount > 0 && availableAt && availableAt > now
  return (
    <li class="row">
      <span class="grow">
        <b>{title}</b>
        {why && <span class="muted">{why}</span>}
      </span>
      {amount !== 0 && (
        <span class={amount > 0 ? 'amount plus' : 'amount'}>
          <b translate={false}>{w.number(amount, { signDisplay: 'always' })}</b>
          <span class="muted">
            {pending
              ? w.text('from', { date: w.date(availableAt, now) })
              : w.text(`${unit}.unit`, { n: amount })}
          </span>
        </span>
      )}
    </li>
  )
}
