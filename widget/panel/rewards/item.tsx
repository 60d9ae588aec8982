import type { ItemView, Me } from '../../../sdk/contract'
import { current } from '../app'
import { Icon } from '../icon'
import { Agreement } from './agreement'
import { type Deals, sayWhyNot } from './deal'
import { boundsOf, giftFor } from './price'

/** So few that it is worth saying. */
const LOW = 10

/** Something points buy: a button when this shopper can have it, and why not when they cannot. */
export function Item({ item, deals }: { item: ItemView; deals: Deals }) {
  const { id } = item
  const deal = deals.of(id)
  const can = deal || deals.me()?.catalogue[id] === null
  const Tag = can ? 'button' : 'div'
  return (
    <li>
      <Tag
        class="row"
        id={id}
        tabIndex={can ? 0 : -1}
        aria-expanded={can ? !!deal : undefined}
        onClick={can ? () => deals.toggle(item) : undefined}
      >
        <Face item={item} me={deals.me()} />
      </Tag>
      {deal && <Agreement item={item} deal={deal} deals={deals} />}
    </li>
  )
}

interface FaceProps {
  item: ItemView
  me: Me | null
}

function Face({ item, me }: FaceProps) {
  const { w } = current()
  const { name, description, image, left } = item
  const { minimum, maximum } = boundsOf(item)
  const isChoice = minimum < maximum
  const gift = giftFor(w, item, maximum)
  return (
    <>
      {image?.startsWith('https:') ? (
        <img class="picture" src={image} alt="" width={64} height={64} loading="lazy" />
      ) : (
        <span class="round">
          <Icon name="rewards" />
        </span>
      )}
      <span class="grow">
        <b>{name}</b>
        {description && <span class="muted">{description}</span>}
        {gift !== name && <span class="muted">{isChoice ? w.text('rewards.upTo', { gift }) : gift}</span>}
        {!!left && left <= LOW && <span>{w.text('rewards.left', { n: left })}</span>}
        <Obstacle item={item} me={me} price={minimum} />
      </span>
      <span class="amount">
        <b>{isChoice ? new Intl.NumberFormat(w.locale).formatRange(minimum, maximum) : w.number(minimum)}</b>
        <span class="muted">{w.text('points.unit', { n: maximum })}</span>
      </span>
    </>
  )
}

/** Why this shopper cannot have it now; that one has to sign in is said above all of them. */
function Obstacle({ item, me, price }: FaceProps & { price: number }) {
  const { w, laurel } = current()
  const reason = me ? me.catalogue[item.id] : item.left === 0 && 'item_sold_out'
  if (!reason || reason === 'forbidden') return null
  const available = me?.points.available ?? 0
  const short = reason === 'insufficient_points'
  const tiers = laurel.program.value?.ladder?.tiers.filter(({ id }) => item.tiers.includes(id)) ?? []
  const said = short
    ? w.text('rewards.toGo', { n: price - available })
    : reason === 'not_eligible' && tiers[0]
      ? w.text('rewards.tiers', { tiers: w.list(tiers.map(({ name }) => name)) })
      : sayWhyNot(w, reason)
  return (
    <span class="between small">
      {short && <progress max={price} value={available} aria-label={said} />}
      {said}
    </span>
  )
}
