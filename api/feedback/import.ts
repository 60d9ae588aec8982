import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { ImportResponses } from '../../sdk/contract'
import { customers } from '../customers/table'
import { type Call, merchantIdOf } from '../http/call'
import { perform, type Within } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { newId } from '../store/id'
import { valuesIn } from '../store/values-in'
import { checkScore } from './check-answer'
import { type ResponseRow, type SurveyRow, surveyReads, whileThere } from './read'
import { responses } from './table'

const ROWS_PER_INSERT = 50

type Imported = ImportResponses['responses'][number]

/** Stores answers that were given elsewhere, each by its id once for ever; all of a call or none. */
export function importResponses(call: Call, surveyId: string, { responses: sent }: ImportResponses) {
  const merchantId = merchantIdOf(call)
  const listed = (values: (string | undefined)[]) =>
    valuesIn(JSON.stringify(values.filter(value => value !== undefined)))
  return perform(call, {
    read: db => ({
      ...surveyReads(db, merchantId, surveyId),
      stored: db
        .select()
        .from(responses)
        .where(
          and(
            ...[eq(responses.merchantId, merchantId), eq(responses.surveyId, surveyId)],
            inArray(responses.externalId, listed(sent.map(({ externalId }) => externalId))),
          ),
        ),
      people: db
        .select({ id: customers.id, externalId: customers.externalId })
        .from(customers)
        .where(
          and(
            ...[
              eq(customers.merchantId, merchantId),
              isNull(customers.erasedAt),
              isNull(customers.mergedInto),
            ],
            inArray(customers.externalId, listed(sent.map(({ customer }) => customer))),
          ),
        ),
    }),
    decide({ surveys: [known], stored, people }, within) {
      if (!known) throw refuse('not_found')
      const ids = new Map(people.map(person => [person.externalId, person.id]))
      const rows = sent.map((each, i) => rowOf(each, i, { survey: known.survey, ids, within }))
      const fresh = unstored(rows, stored)
      const chunks = Array.from({ length: Math.ceil(fresh.length / ROWS_PER_INSERT) }, (_, i) =>
        fresh.slice(i * ROWS_PER_INSERT, (i + 1) * ROWS_PER_INSERT),
      )
      return {
        statements: chunks.map(chunk => call.store.db.insert(responses).values(chunk.map(ofSomebodyThere))),
        reply: { status: 200, body: { stored: fresh.length, known: sent.length - fresh.length } },
      }
    },
  })
}

const ofSomebodyThere = (row: ResponseRow) =>
  row.customerId === null ? row : { ...row, merchantId: whileThere(row.merchantId, row.customerId) }

interface Context {
  survey: SurveyRow
  ids: Map<string, string>
  within: Within
}

function rowOf(sent: Imported, i: number, { survey, ids, within }: Context): ResponseRow {
  const { kind } = survey.config
  const at = Date.parse(sent.at)
  checkScore({ kind, score: sent.score }, `responses.${i}.score`)
  if (at > within.tenant.at) throw invalid(`responses.${i}.at`, 'lies in the future')
  const customerId = sent.customer === undefined ? null : ids.get(sent.customer)
  if (customerId === undefined) throw invalid(`responses.${i}.customer`, `no customer ${sent.customer}`)
  return {
    id: newId('rsp', at, within.random),
    ...{ merchantId: survey.merchantId, surveyId: survey.id, kind, customerId, promptId: null },
    ...{ externalId: sent.externalId, score: sent.score, comment: sent.comment, page: null },
    ...{ tierId: sent.tierId ?? null, order: null, locale: null },
    ...{ at, completedAt: at, status: 'open', note: null },
  }
}

/** Those whose id is new; the same id twice in one call is one answer. */
function unstored(rows: ResponseRow[], stored: ResponseRow[]): ResponseRow[] {
  const known = new Map(stored.map(row => [row.externalId, row]))
  return rows.filter(row => {
    const same = known.get(row.externalId)
    if (!same) known.set(row.externalId, row)
    else if (differs(same, row)) throw refuse('response_differs', `${row.externalId} is another answer`)
    return !same
  })
}

const CONTENT = ['at', 'score', 'comment', 'customerId', 'tierId'] as const
const differs = (a: ResponseRow, b: ResponseRow): boolean => CONTENT.some(field => a[field] !== b[field])
