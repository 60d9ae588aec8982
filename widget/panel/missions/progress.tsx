import type { BadgeIcon, Earn } from '../../../sdk/contract'
import { current } from '../app'
import { nameEarn } from '../award'
import { Badge } from './badge-icon'
import { timeLeft } from './time-left'

export interface ProgressProps {
  name: string
  badge: BadgeIcon | null
  earn: Earn
  done: number
  goal: number
  endsAt: string | null
  now: string
  completed?: boolean
  /** What else there is to know. */
  more?: string | false
}

/** How far the shopper has come to a goal, what it pays, and how long there is. */
export function Progress({ name, badge, earn, done, goal, endsAt, now, completed, more }: ProgressProps) {
  const { w } = current()
  const when = endsAt && !completed && timeLeft(w.locale, endsAt, now)
  const said = w.text('progress', { done, goal })
  const pays = nameEarn(w, earn) || (badge && w.text('missions.badge'))
  return (
    <li class="row">
      <Badge icon={badge} />
      <span class="grow">
        <b>{name}</b>
        <span class="between small">
          <progress max={goal} value={done} aria-label={name} aria-valuetext={said} />
          {completed ? w.text('missions.done') : said}
        </span>
        <span class="muted small">
          {[pays, when && w.text('missions.ends', { when }), more].filter(Boolean).join(' · ')}
        </span>
      </span>
    </li>
  )
}
