import type { OwnedCode } from '../../../sdk/contract'
import { current } from '../app'
import { nameAward } from '../award'
import { CodeActions } from './actions'

/** One usable code, as a voucher. */
export function CodeCard({ code, now }: { code: OwnedCode; now: string }) {
  const { w } = current()
  const { reward, expiresAt } = code
  const minimum = 'minimumSpend' in reward && reward.minimumSpend
  const terms = [
    minimum && w.text('minimum', { money: w.money(minimum, reward.currency) }),
    w.text('validTo', { date: w.date(expiresAt, now) }),
  ]
  return (
    <section class="voucher">
      <h3>{nameAward(w, reward)}</h3>
      <p class="muted">{terms.filter(Boolean).join(' · ')}</p>
      <CodeActions code={code} />
    </section>
  )
}
