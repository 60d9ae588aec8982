import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { NpsReport, ReportQuery, ScoreReport, SurveyKind } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { dayOf, periodStart } from '../merchants/calendar'
import type { Tenant } from '../merchants/tenant'
import type { Db } from '../store/store'
import { between } from './list'
import { npsOf } from './nps'
import { type Groups, reportOf, tallyOf } from './report'
import { distributionOf, type ScoreKind, satisfactionOf } from './satisfaction'
import { responses } from './table'

type Query = z.output<typeof ReportQuery>

/** No zone begins its days at another time than a quarter of an hour, so answers of the same quarter are counted in SQL. */
const QUARTER_MS = 900_000

/** `GET /v1/reports/nps`: also of answers whose follow-up was left open. */
export function readNps(call: Call, query: Query) {
  return perform(call, {
    long: true,
    read: db => countedReads(db, merchantIdOf(call), 'nps', query),
    decide({ counted }, { tenant }) {
      const body: NpsReport = reportOf(counted, npsOf, groupsOf(tenant, query))
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

/** `GET /v1/reports/csat` and `/v1/reports/ces` */
export function readSatisfaction(call: Call, kind: ScoreKind, query: Query) {
  return perform(call, {
    long: true,
    read: db => countedReads(db, merchantIdOf(call), kind, query),
    decide({ counted }, { tenant }) {
      const figures = reportOf(counted, tally => satisfactionOf(kind, tally), groupsOf(tenant, query))
      const body: ScoreReport = { ...figures, distribution: distributionOf(kind, tallyOf(counted)) }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

function groupsOf({ zone, program }: Tenant, { by }: Query): Groups {
  return {
    periodOf: at => dayOf(periodStart(at, by, zone), zone),
    tierIds: program.ladder?.tiers.map(({ id }) => id) ?? [],
  }
}

function countedReads(db: Db, merchantId: string, kind: SurveyKind, { surveyId, from, until }: Query) {
  const quarter = sql<number>`${responses.at} / ${sql.raw(String(QUARTER_MS))} * ${sql.raw(String(QUARTER_MS))}`
  return {
    counted: db
      .select({
        at: quarter,
        score: sql<number>`${responses.score}`,
        tierId: responses.tierId,
        answers: sql<number>`count(*)`,
      })
      .from(responses)
      .where(
        and(
          ...[eq(responses.merchantId, merchantId), eq(responses.kind, kind), isNotNull(responses.score)],
          surveyId === undefined ? undefined : eq(responses.surveyId, surveyId),
          between(from, until),
        ),
      )
      .groupBy(quarter, responses.score, responses.tierId),
  }
}
