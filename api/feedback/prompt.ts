import type { Me, Prompt } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { grantAt, measuresOf } from '../earning/tier'
import { standing } from '../tiers/ladder'
import { returnedTo } from '../wallet/returned'
import type { PromptRows, Showing, SurveyRow } from './read'
import { occasionOf } from './trigger'
import { isFor } from './whom'

const DAY_MS = 86_400_000
const MOST = 3
/** Somebody who has this part of a threshold still to go is close to it. */
const NEAR = 0.2

/** What is known of the shopper beside the books: what there would be to point to. */
export interface Surroundings {
  wheels: { wheelId: string; entry: Me['wheels'][number]['entry'] }[]
  /** Everybody they have brought. */
  friends: number
}

/** What may be shown to this shopper now, the most important first. */
export function promptsFor(books: Books, rows: PromptRows, around: Surroundings): Me['prompts'] {
  return duePrompts(books, rows, around).slice(0, MOST)
}

/** Everything that may be shown: nothing while the budget that all prompts share is used up. */
export function duePrompts(books: Books, rows: PromptRows, around: Surroundings): Prompt[] {
  const { count, days } = books.rules.program.prompts
  const recent = rows.shown.filter(({ shownAt }) => shownAt > books.at - days * DAY_MS)
  if (recent.length >= count) return []
  return [...dueSurveys(books, rows), ...nudges(books, around, recent)]
}

/** Those about something that has happened come first: they do not wait as long. */
function dueSurveys(books: Books, { surveys, shown, answers, facts }: PromptRows): Prompt[] {
  const due = surveys.flatMap(survey => {
    if (!survey.config.active || !isFor(books, survey)) return []
    const history = {
      shown: shown.filter(({ surveyId }) => surveyId === survey.id),
      answeredAt:
        answers.find(({ surveyId }) => surveyId === survey.id)?.at ?? returnedTo(books.customer, survey),
    }
    const occasion = occasionOf(survey.config, history, facts, books.at)
    return occasion ? [{ kind: 'survey' as const, survey: viewOf(survey), source: occasion.source }] : []
  })
  return [...due.filter(({ source }) => source !== null), ...due.filter(({ source }) => source === null)]
}

const viewOf = ({ id, config: { kind, trigger, texts, thanks } }: SurveyRow) => ({
  ...{ id, kind, pages: trigger.pages, texts, thanks },
})

/** Each at most once in the days of the budget. */
function nudges(books: Books, { wheels, friends }: Surroundings, recent: Showing[]): Prompt[] {
  const { prompts, referral } = books.rules.program
  const wanted = (kind: 'wheel' | 'tier' | 'referral') =>
    prompts.nudges.includes(kind) && !recent.some(showing => showing.kind === kind)
  const found: Prompt[] = []
  const open = wheels.find(({ entry }) => entry === 'free' || entry === 'spin')
  if (open && wanted('wheel')) found.push({ kind: 'wheel', wheelId: open.wheelId })
  const near = wanted('tier') ? tierInReach(books) : null
  if (near) found.push({ kind: 'tier', ...near })
  if (referral && books.customer.kind === 'customer' && friends === 0 && wanted('referral'))
    found.push({ kind: 'referral' })
  return found
}

function tierInReach(books: Books): { tierId: string; missing: number } | null {
  const { ladder } = books.rules.program
  if (!ladder) return null
  const stand = standing(ladder, grantAt(books, books.at), measuresOf(books), books.at, books.rules.zone)
  const next = ladder.tiers.find(({ id }) => id === stand.nextId)
  if (!next || !stand.toNext || stand.toNext > next.threshold * NEAR) return null
  return { tierId: next.id, missing: stand.toNext }
}
