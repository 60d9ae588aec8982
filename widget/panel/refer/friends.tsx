import type { InvitedFriend, Me } from '../../../sdk/contract'
import { current } from '../app'
import { Failed, More, Skeleton } from '../notice'
import type { Pages } from '../pages'
import { Row } from '../row'

export interface FriendsProps {
  referral: NonNullable<Me['referral']>
  pages: Pages<InvitedFriend>
  now: string
}

/** How many have come, and everybody who has joined with what has become of it. */
export function Friends({ referral: { visits, joined, completed }, pages, now }: FriendsProps) {
  const { w } = current()
  const { items, failed } = pages.state.value
  return (
    <section>
      <h3>{w.text('refer.friends')}</h3>
      <dl class="counts">
        <Count n={visits} name={w.text('refer.visits', { n: visits })} />
        <Count n={joined} name={w.text('refer.joined')} />
        <Count n={completed} name={w.text('refer.completed')} />
      </dl>
      {!items && (failed ? <Failed retry={pages.more} /> : <Skeleton />)}
      {items?.length === 0 && <p class="muted">{w.text('refer.none')}</p>}
      <ul class="rows">
        {items?.map(friend => (
          <Row
            key={friend.claimedAt}
            icon="refer"
            title={friend.name ?? w.text('refer.friend')}
            detail={stateOf(friend)}
          />
        ))}
      </ul>
      {items && <More pages={pages} />}
    </section>
  )

  function stateOf({ state, completesAt, completedAt }: InvitedFriend): string {
    return w.text(`refer.is.${state}`, { date: w.date(completedAt ?? completesAt ?? now, now) })
  }
}

function Count({ n, name }: { n: number; name: string }) {
  const { w } = current()
  return (
    <div>
      <dt class="muted small">{name}</dt>
      <dd translate={false}>{w.number(n)}</dd>
    </div>
  )
}
