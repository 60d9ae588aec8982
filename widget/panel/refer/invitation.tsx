import type { Me, Storefront } from '../../../sdk/contract'
import { current } from '../app'
import { nameEarn } from '../award'
import { Row } from '../row'

type Rule = Storefront['program']['earn'][number]

export interface InvitationProps {
  me: Me
  referral: NonNullable<Me['referral']>
}

/** Who brought this shopper, and what a friend and they get for the next one. */
export function Invitation({ me: { invitation }, referral }: InvitationProps) {
  const { w, laurel } = current()
  const rules = laurel.program.value?.earn ?? []
  const paying = (on: string) => rules.filter(rule => rule.on === on && rule.earn.kind !== 'nothing')
  const mine = paying('referral.completed')
  const said = (each: Rule[]) => w.list(each.map(({ earn }) => nameEarn(w, earn)))
  const [gift, own] = [said(paying('referral.claimed')), said(mine.filter(({ goal }) => !goal))]
  return (
    <section>
      {invitation && (
        <p class="muted">
          {invitation.from ? w.text('refer.by', { name: invitation.from }) : w.text('refer.by.friend')}
        </p>
      )}
      <ul class="rows">
        {gift && <Row icon="rewards" title={w.text('refer.gift')} detail={gift} />}
        {own && <Row icon="earn" title={w.text('refer.mine')} detail={`${own} · ${w.text('refer.after')}`} />}
        {mine.map(
          ({ id, name, goal, earn }) =>
            goal && (
              <Row
                key={id}
                icon="missions"
                title={name}
                detail={
                  <>
                    {nameEarn(w, earn)}
                    <Steps done={referral.completed} goal={goal.count} name={name} />
                  </>
                }
              />
            ),
        )}
      </ul>
    </section>
  )
}

function Steps({ done, goal, name }: { done: number; goal: number; name: string }) {
  const { w } = current()
  return (
    <span class="between small">
      <progress max={goal} value={done} aria-label={name} />
      {w.text('progress', { done: Math.min(done, goal), goal })}
    </span>
  )
}
