import type { ItemView } from '../../../sdk/contract'
import { current } from '../app'
import { CodeActions } from '../codes/actions'
import { type Deal, type Deals, sayWhyNot } from './deal'
import { boundsOf, giftFor, nameGift } from './price'

export interface AgreementProps {
  item: ItemView
  deal: Deal
  deals: Deals
}

/** Asks once more before points are spent, where the item stands; then what was bought stands there. */
export function Agreement({ item, deal, deals }: AgreementProps) {
  const { w } = current()
  const { points, me, busy, trouble, bought } = deal
  const close = () => deals.toggle(item)
  if (bought) {
    const { gives, code, at, returnedAt } = bought
    return (
      <div class="voucher deal" inert={!!returnedAt}>
        <h3>{w.text('rewards.yours', { gift: nameGift(w, gives) })}</h3>
        <p class="muted">
          {code ? w.text('validTo', { date: w.date(code.expiresAt, at) }) : w.text('rewards.thanks')}
        </p>
        {code && <CodeActions code={code} />}
        <button type="button" class="link" onClick={close}>
          {w.text('close')}
        </button>
      </div>
    )
  }
  const { minimum, maximum, step } = boundsOf(item)
  const said = w.text('rewards.sure', {
    gift: giftFor(w, item, points),
    points: w.text('points', { n: points }),
  })
  return (
    <div class="note deal">
      <p id="sure">{said}</p>
      {minimum < maximum && (
        <input
          type="range"
          min={minimum}
          max={Math.min(maximum, me.points.available)}
          step={step}
          value={points}
          disabled={busy || trouble === 'lost'}
          aria-labelledby="sure"
          aria-valuetext={said}
          onInput={event => deals.change(item.id, { points: event.currentTarget.valueAsNumber })}
        />
      )}
      {trouble && <p class="bad">{sayWhyNot(w, trouble)}</p>}
      <div class="actions">
        <button type="button" class="button" aria-disabled={busy} onClick={() => deals.buy(item)}>
          {w.text(trouble ? 'retry' : 'rewards.buy')}
        </button>
        <button type="button" class="button plain" onClick={close}>
          {w.text('rewards.no')}
        </button>
      </div>
    </div>
  )
}
