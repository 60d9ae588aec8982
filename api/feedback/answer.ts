import { and, eq, isNull } from 'drizzle-orm'
import type { Answer, AnswerResult } from '../../sdk/contract'
import { type CustomerKey, journalOf } from '../customers/read'
import type { Awarded } from '../earning/award'
import { type Books, bookStatements, earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import { tierAt } from '../earning/tier'
import type { Call } from '../http/call'
import { perform, type Reply, type Within } from '../http/perform'
import { refuse } from '../http/refusal'
import { newId } from '../store/id'
import type { Rows, Statement } from '../store/store'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { returnedTo } from '../wallet/returned'
import { messageStatements } from '../webhooks/outbox'
import { checkAnswer } from './check-answer'
import { conclude, NOTHING, told } from './conclude'
import { answerReads, type ResponseRow, type Showing, type SurveyRow, whileThere } from './read'
import { prompts, responses } from './table'
import { mayAnswer } from './trigger'
import { isFor } from './whom'

type AnswerRows = Rows<ReturnType<typeof answerReads>>

/**
 * Stores an answer. A score whose follow-up is open is kept as it is, and completed by the next call with the same
 * prompt; what is complete stays as it is, so that a repeat changes and pays nothing.
 */
export function answer(call: Call, key: CustomerKey, input: Answer) {
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...answerReads(db, key, call.realTime, input),
    }),
    async decide(rows, within) {
      const account = accountOf(rows)
      const [survey] = rows.survey
      const prompt = input.promptId === undefined ? null : rows.prompt[0]
      if (!account || !survey || prompt === undefined) throw refuse('not_found')
      if (survey.deletedAt !== null || !survey.config.active) throw refuse('survey_closed')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const known = knownAnswer(books, survey, prompt, rows.given)
      if (!prompt && !known && !isFor(books, survey)) throw refuse('not_eligible')
      const row = merge(known ?? newAnswer(books, survey, prompt, rows, within), input, books.at)
      checkAnswer(row)
      if (known?.completedAt) return unchanged(known, row, input)
      const earned = row.completedAt === null ? NOTHING : conclude(books, survey.config, row)
      return {
        statements: await statementsOf(call, books, { row, known, prompt }),
        reply: replyOf(row, known ? 200 : 201, earned),
      }
    },
  })
}

/** The answer this one goes on with; null where it is the first. Refuses a second one before its time. */
function knownAnswer(
  { at, customer }: Books,
  survey: SurveyRow,
  prompt: Showing | null,
  given: ResponseRow[],
): ResponseRow | null {
  const same = prompt && given.find(({ promptId }) => promptId === prompt.id)
  if (same) return same
  const [last] = given
  if (mayAnswer(survey.config, last?.at ?? returnedTo(customer, survey), at)) return null
  if (!last || prompt || last.completedAt !== null) throw refuse('survey_answered')
  return last
}

/** With what is true of the customer at this moment. */
function newAnswer(
  books: Books,
  survey: SurveyRow,
  prompt: Showing | null,
  { facts, lastOrder }: AnswerRows,
  { random }: Within,
): ResponseRow {
  const asked = prompt && facts.find(({ source }) => source === prompt.source)
  return {
    id: newId('rsp', books.at, random),
    merchantId: survey.merchantId,
    ...{ surveyId: survey.id, kind: survey.config.kind, customerId: books.customer.id },
    ...{ promptId: prompt?.id ?? null, externalId: null, score: null, comment: null },
    ...{ page: prompt?.page ?? null, locale: books.customer.locale },
    tierId: tierAt(books, books.at),
    order: asked?.order ?? lastOrder[0]?.externalId ?? null,
    ...{ at: books.at, completedAt: null, status: 'open', note: null },
  }
}

/** What is said now; what was said before and is not said again stays. */
function merge(before: ResponseRow, input: Answer, at: number): ResponseRow {
  return {
    ...before,
    score: input.score ?? before.score,
    comment: input.comment ?? before.comment,
    page: input.page ?? before.page,
    locale: input.locale ?? before.locale,
    completedAt: before.completedAt ?? (input.complete ? at : null),
  }
}

/** A repeat, or a score that arrives after the answer it was the beginning of. */
function unchanged(known: ResponseRow, row: ResponseRow, { complete }: Answer) {
  if (complete && (row.score !== known.score || row.comment !== known.comment))
    throw refuse('survey_answered')
  return { statements: [], reply: replyOf(known, 200, NOTHING) }
}

function replyOf(row: ResponseRow, status: 200 | 201, earned: Awarded): Reply {
  const body: AnswerResult = { id: row.id, complete: row.completedAt !== null, earned }
  return { status, body, customerId: row.customerId ?? undefined }
}

interface Change {
  row: ResponseRow
  known: ResponseRow | null
  prompt: Showing | null
}

/**
 * A line in the journal makes it happen once: an answer that begins, or is complete. One that is still open needs
 * none when more is said: what is complete is not overwritten.
 */
async function statementsOf(call: Call, books: Books, { row, known, prompt }: Change): Promise<Statement[]> {
  const { db } = call.store
  const needsLine = row.completedAt !== null || known === null
  if (needsLine && books.written.journal.length === 0)
    append(books, { kind: 'survey', source: `response:${row.id}` })
  const { id: customerId, merchantId } = books.customer
  const mine = and(eq(responses.id, row.id), eq(responses.customerId, customerId))
  const fresh = { ...row, merchantId: whileThere(merchantId, customerId) }
  const answered = prompt && and(eq(prompts.id, prompt.id), isNull(prompts.answeredAt))
  return [
    ...(needsLine ? await bookStatements(call, books) : []),
    known
      ? db
          .update(responses)
          .set(row)
          .where(and(mine, isNull(responses.completedAt)))
      : db.insert(responses).values(fresh),
    ...(answered ? [db.update(prompts).set({ answeredAt: books.at }).where(answered)] : []),
    ...messageStatements(db, books.random, call.realTime, told(row, known)),
  ]
}
