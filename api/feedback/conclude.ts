import type { WriteSurvey } from '../../sdk/contract'
import { type Awarded, award } from '../earning/award'
import type { Books } from '../earning/books'
import { giveAward } from '../earning/give'
import { promote } from '../earning/settle'
import type { Told } from '../webhooks/outbox'
import { bandOf } from './band'
import type { ResponseRow } from './read'

export const NOTHING: Awarded = { points: 0, spins: 0, rewards: 0 }

/** What a complete answer brings: its facts to the rules, and the survey's thanks whatever the score. */
export function conclude(books: Books, config: WriteSurvey, row: ResponseRow): Awarded {
  const earned = [
    award(books, { on: 'survey.answered', source: `response:${row.id}`, kind: 'survey' }),
    isDetractor(row)
      ? award(books, { on: 'survey.detractor', source: `detractor:${row.id}`, kind: 'survey' })
      : NOTHING,
    thank(books, config, row),
  ]
  promote(books)
  const sum = (what: keyof Awarded) => earned.reduce((total, each) => total + each[what], 0)
  return { points: sum('points'), spins: sum('spins'), rewards: sum('rewards') }
}

/** The source is not the answer's: what that holds are rules, and the audit adds them up. */
function thank(books: Books, { thanks, thanksValidDays }: WriteSurvey, { id }: ResponseRow): Awarded {
  if (!thanks) return NOTHING
  const occasion = { kind: 'survey' as const, source: `thanks:${id}`, note: {} }
  const code = giveAward(books, thanks, occasion, thanksValidDays)
  return {
    points: thanks.kind === 'points' ? thanks.points : 0,
    spins: thanks.kind === 'spins' ? thanks.spins : 0,
    rewards: code ? 1 : 0,
  }
}

export const isDetractor = ({ kind, score }: Pick<ResponseRow, 'kind' | 'score'>): boolean =>
  kind === 'nps' && bandOf(kind, score) === 'low'

/** What the merchant's server hears: of a detractor with the score, of the answer when it is complete. Never the words. */
export function told(row: ResponseRow, before: ResponseRow | null): Told[] {
  const { id, surveyId, kind, customerId, score } = row
  const message = {
    ...{ merchantId: row.merchantId, customerId: customerId ?? undefined, at: row.completedAt ?? row.at },
    data: { responseId: id, surveyId, kind, customerId, score },
  }
  const turned = isDetractor(row) && !(before && isDetractor(before))
  return [
    ...(turned ? [{ ...message, type: 'response.detractor' as const }] : []),
    ...(row.completedAt === null ? [] : [{ ...message, type: 'response.completed' as const }]),
  ]
}
