import type { WriteSurvey } from '../../sdk/contract'
import type { Fact, Showing } from './read'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Later than that, nobody remembers what they are asked about. */
export const DUE_DAYS = 30

type Rules = Pick<WriteSurvey, 'trigger' | 'repeat'>

/** What one customer has been shown and has answered of one survey. Instants are epoch ms. */
export interface History {
  /** Newest first. */
  shown: Showing[]
  answeredAt: number | null
}

/** Asked now, and about what; `source` is null where the survey needs no fact. */
export interface Occasion {
  source: string | null
}

/** Whether a survey may be asked now by its facts and by its own clock. */
export function occasionOf(rules: Rules, { shown, answeredAt }: History, facts: Fact[], at: number) {
  if (!mayAnswer(rules, answeredAt, at) || at < resumesAt(rules, shown)) return null
  const { on } = rules.trigger
  if (on === null) return { source: null } satisfies Occasion
  const due = facts.filter(
    fact => fact.name === on && isDue(at - dueAt(rules, fact, shown)) && !answered(shown, fact),
  )
  const [first, ...rest] = due
  if (!first) return null
  const newest = rest.reduce((a, b) => (b.at > a.at ? b : a), first)
  return { source: newest.source } satisfies Occasion
}

/** Once, or again so many days after the last answer. */
export function mayAnswer({ repeat }: Rules, answeredAt: number | null, at: number): boolean {
  if (answeredAt === null) return true
  const { afterAnswerDays } = repeat
  return afterAnswerDays !== null && at >= answeredAt + afterAnswerDays * DAY_MS
}

/** End of the pause after it was last shown without an answer; what was merely shown counts as put off. */
function resumesAt(rules: Rules, [last]: Showing[]): number {
  return last && last.answeredAt === null ? pauseEnd(rules, last) : Number.NEGATIVE_INFINITY
}

const pauseEnd = ({ repeat }: Rules, { shownAt, dismissedAt }: Showing): number =>
  (dismissedAt ?? shownAt) + repeat.afterDismissalDays * DAY_MS

/** What was put off is due anew after its pause. */
function dueAt(rules: Rules, fact: Fact, shown: Showing[]): number {
  const putOff = shown.find(showing => showing.source === fact.source && showing.answeredAt === null)
  const first = fact.at + rules.trigger.delayHours * HOUR_MS
  return putOff ? Math.max(first, pauseEnd(rules, putOff)) : first
}

const isDue = (sinceMs: number): boolean => sinceMs >= 0 && sinceMs < DUE_DAYS * DAY_MS

const answered = (shown: Showing[], { source }: Fact): boolean =>
  shown.some(showing => showing.source === source && showing.answeredAt !== null)
