import { and, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { Band, ListResponses } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { BANDS } from './band'
import { presentResponse } from './present'
import type { ResponseRow } from './read'
import { responses } from './table'

type Query = z.output<typeof ListResponses>

/** Answers with what was true of who gave them, newest first. */
export function listResponses(call: Call, query: Query) {
  const position = decodeCursor(query.cursor, 'string')
  return perform(call, {
    read: db => ({
      rows: db
        .select()
        .from(responses)
        .where(and(eq(responses.merchantId, merchantIdOf(call)), filters(query), after(position)))
        .orderBy(desc(responses.at), desc(responses.id))
        .limit(query.limit + 1),
    }),
    decide({ rows }) {
      const { data, nextCursor } = pageOf(rows, query.limit, positionOf)
      return { statements: [], reply: { status: 200, body: { data: data.map(presentResponse), nextCursor } } }
    },
  })
}

const positionOf = ({ at, id }: ResponseRow): string => `${at}/${id}`

function after(position: string | undefined): SQL | undefined {
  if (position === undefined) return undefined
  const [at, id] = position.split('/')
  return sql`(${responses.at}, ${responses.id}) < (CAST(${at ?? ''} AS INTEGER), ${id ?? ''})`
}

function filters({ surveyId, kind, band, status, tierId, customerId, from, until }: Query): SQL | undefined {
  return and(
    surveyId === undefined ? undefined : eq(responses.surveyId, surveyId),
    kind === undefined ? undefined : eq(responses.kind, kind),
    band === undefined ? undefined : inBand(band),
    status === undefined ? undefined : eq(responses.status, status),
    tierId === undefined ? undefined : eq(responses.tierId, tierId),
    customerId === undefined ? undefined : eq(responses.customerId, customerId),
    between(from, until),
  )
}

/** From an instant, and until just before another. */
export function between(from: string | undefined, until: string | undefined): SQL | undefined {
  return and(
    from === undefined ? undefined : gte(responses.at, Date.parse(from)),
    until === undefined ? undefined : lt(responses.at, Date.parse(until)),
  )
}

function inBand(band: Band): SQL | undefined {
  const scales = Object.entries(BANDS).map(([kind, bands]) => {
    const [first, last] = bands[band]
    return sql`(${responses.kind} = ${kind} AND ${responses.score} BETWEEN ${first} AND ${last})`
  })
  return or(...scales)
}
