import { type SQL, sql } from 'drizzle-orm'
import type { Ladder, LadderPeriod } from '../../sdk/contract'
import { merchantTime } from '../merchants/tenant'
import type { Db } from '../store/store'
import { measuresOn } from '../tiers/read'

/** One customer: the newest grant, and what counts on the ladder as JSON `[[at, value], …]`. */
export interface Standing {
  tierId: string | null
  startsAt: number | null
  endsAt: number | null
  measures: string
}

const DAY_MS = 86_400_000
/** SQL counts months in UTC and lets them overflow; the merchant's calendar clamps them. They differ by less. */
const UNSURE_MS = 5 * DAY_MS
const ZONE_MS = 2 * DAY_MS

/**
 * Every customer of a merchant with what a ladder looks at: one row each, however long their history. A ladder
 * only asks which measures lie in the period around now, and in the one that judges their grant; so those between
 * two edges of these periods are summed, and only those close to an edge, where the merchant's calendar has the
 * last word, stay apart. Pending points stay apart too, and everything of a grant that ended unseen.
 */
export function standingsRead(db: Db, ladder: Ladder, merchantId: string, realTime: number) {
  const [first, second, judged] = edges(ladder.period)
  const near = (edge: SQL) => sql`abs(m.at - ${edge}) < ${integer(UNSURE_MS)}`
  return db.all<Standing>(sql`
    WITH held AS (
      SELECT c.id, g.tier_id AS tierId, g.starts_at AS startsAt, g.ends_at AS endsAt,
        ${merchantTime(merchantId, realTime)} AS now
      FROM customers c LEFT JOIN grants g ON g.customer_id = c.id
        AND g.seq = (SELECT max(seq) FROM grants WHERE customer_id = c.id)
      WHERE c.merchant_id = ${merchantId}
    ),
    edged AS MATERIALIZED (
      SELECT held.*, ${first} AS first, ${second} AS second, coalesce(${judged}, 0) AS judged FROM held
    )
    SELECT tierId, startsAt, endsAt, (
      SELECT json_group_array(json_array(at, value)) FROM (
        SELECT max(m.at) AS at, sum(m.value) AS value, CASE
          WHEN endsAt <= now OR m.at > now OR ${near(sql`first`)} OR ${near(sql`second`)} OR ${near(sql`judged`)}
          THEN m.at
          ELSE -1 - (m.at > first) - (m.at > second) - (m.at > judged) END AS part
        FROM (${measuresOn(ladder)}) m WHERE m.customer_id = edged.id GROUP BY part
      )
    ) AS measures
    FROM edged`)
}

/** Where the period around `now` may begin (two days apart, for zones), and the one that ends with the grant. */
function edges(period: LadderPeriod): [SQL, SQL, SQL] {
  if (period.kind === 'lifetime') return [sql`0`, sql`0`, sql`0`]
  if (period.kind === 'rolling') {
    const running = monthsBefore(sql`now`, period.months)
    return [running, running, monthsBefore(sql`endsAt`, period.months)]
  }
  const around = (shift: number) => yearStart(sql`(now + ${integer(shift)})`, period)
  return [around(-ZONE_MS), around(ZONE_MS), monthsBefore(sql`endsAt`, 12)]
}

const monthsBefore = (at: SQL, months: number): SQL =>
  sql`CAST(strftime('%s', ${at} / 1000, 'unixepoch', ${`-${months} months`}) AS INTEGER) * 1000`

function yearStart(at: SQL, { startMonth, startDay }: LadderPeriod & { kind: 'calendar' }): SQL {
  const day = [startMonth, startDay].map(part => String(part).padStart(2, '0')).join('-')
  const part = (format: string) => sql`strftime(${format}, ${at} / 1000, 'unixepoch')`
  const year = sql`(CAST(${part('%Y')} AS INTEGER) - (${part('%m-%d')} < ${day}))`
  return sql`CAST(strftime('%s', printf('%04d-%s', ${year}, ${day})) AS INTEGER) * 1000`
}

const integer = (value: number): SQL => sql.raw(String(value))
