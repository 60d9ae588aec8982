import type { Goal, Me, Rule, Streak } from '../../sdk/contract'
import { iso, isoOrNull } from '../http/time'
import { nextPeriodStart } from '../merchants/calendar'
import { limitReached } from './award'
import type { Books } from './books'
import { checkInDay } from './check-in-day'
import { doneOf, goalSource, hasPaid } from './goal'
import { inForce } from './match'
import type { BadgeRows } from './read'
import { zoneOf } from './series'
import { standingOf } from './streak'
import { momentOf } from './tier'

type View<Kind extends 'missions' | 'streaks'> = Me[Kind][number]

/** Rules with a goal, and how far the shopper has come. One whose limit is reached is shown no more. */
export function missionsOf(books: Books): Me['missions'] {
  return rulesNow(books).flatMap(rule => (rule.goal ? missionOf(books, { ...rule, goal: rule.goal }) : []))
}

function missionOf(books: Books, rule: Rule & { goal: Goal }): View<'missions'>[] {
  const { at, rules } = books
  const { count: goal, per } = rule.goal
  const source = goalSource(rule.id, rule.goal, at, rules.zone)
  const completed = hasPaid(books, rule.id, source)
  if (!completed && limitReached(books, rule, source, at)) return []
  const done = completed ? goal : Math.min(goal, doneOf(books, rule, at))
  const endsAt = isoOrNull(nextPeriodStart(at, per, rules.zone))
  return [{ ...facesOf(rule), done, goal, endsAt, completed: done === goal }]
}

/** Rules with a streak, and the run. */
export function streaksOf(books: Books): Me['streaks'] {
  return rulesNow(books).flatMap(rule => (rule.streak ? [streakOf(books, rule, rule.streak)] : []))
}

function streakOf(books: Books, rule: Rule, streak: Streak): View<'streaks'> {
  const stand = standingOf(books.progress.get(rule.id), books.at, streak, zoneOf(books))
  const { run, freezesLeft, doneNow } = stand
  const goal = (Math.floor(run / streak.count) + 1) * streak.count
  return {
    ...{ ...facesOf(rule), per: streak.per, run, goal, freezesLeft, doneNow },
    endsAt: isoOrNull(stand.endsAt),
  }
}

/** What has been earned for good: it outlives the rule being switched off, but not its leaving the programme. */
export function badgesOf({ rules, earned }: Books, paid: BadgeRows): Me['badges'] {
  const now = earned.filter(row => row.held > row.forgiven)
  const firstAt = new Map([...now, ...paid].map(({ ruleId, at }) => [ruleId, at]))
  return rules.program.rules.flatMap(({ id, name, badge }) => {
    const at = firstAt.get(id)
    return badge && at !== undefined ? [{ ruleId: id, name, icon: badge, at: iso(at) }] : []
  })
}

/** Whether today is still to be checked in. */
export function checkInOf(books: Books): Me['checkIn'] {
  const today = checkInDay(books)
  return today && { open: today.open, nextAt: iso(today.nextAt) }
}

const facesOf = ({ id, name, on, earn, badge }: Rule) => ({ ruleId: id, name, on, earn, badge })

const rulesNow = (books: Books): Rule[] => inForce(books.rules.program, momentOf(books, books.at))
