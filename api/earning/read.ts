import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import { fromFamilyOf, isOfFamily } from '../customers/read'
import type { Db, Rows } from '../store/store'
import { lots } from '../wallet/table'
import { earnings, progress } from './table'

/** When each rule first paid somebody who may keep it. */
export const badgeReads = (db: Db, customerId: SQL) => ({
  badges: db
    .select({ ruleId: earnings.ruleId, at: sql<number>`min(${earnings.at})` })
    .from(fromFamilyOf(customerId))
    .crossJoin(earnings)
    .where(and(isOfFamily(earnings.customerId), gt(earnings.held, earnings.forgiven)))
    .groupBy(earnings.ruleId),
})

export type BadgeRows = Rows<ReturnType<typeof badgeReads>>['badges']

/**
 * How often rules have paid, how far goals and streaks have come, and what goals have paid. No period is longer than
 * a year, so whatever belongs to one is read since `aYearAgo`.
 */
export const historyReads = (db: Db, customerId: SQL, aYearAgo: SQL) => ({
  usesRecent: db
    .select({ ruleId: earnings.ruleId, source: earnings.source, at: earnings.at })
    .from(fromFamilyOf(customerId))
    .crossJoin(earnings)
    .where(and(isOfFamily(earnings.customerId), gt(earnings.held, 0), gt(earnings.at, aYearAgo))),
  usesEver: db
    .select({ ruleId: earnings.ruleId, count: sql<number>`count(*)` })
    .from(fromFamilyOf(customerId))
    .crossJoin(earnings)
    .where(and(isOfFamily(earnings.customerId), gt(earnings.held, 0)))
    .groupBy(earnings.ruleId),
  progress: db.select().from(progress).where(eq(progress.customerId, customerId)),
  paidGoals: db
    .select({
      ...{ ruleId: earnings.ruleId, source: earnings.source },
      ...{ held: earnings.held, forgiven: earnings.forgiven },
    })
    .from(fromFamilyOf(customerId))
    .crossJoin(earnings)
    .where(
      and(
        isOfFamily(earnings.customerId),
        OF_GOAL,
        or(gt(earnings.at, aYearAgo), sql`source = 'goal:' || rule_id`),
      ),
    ),
})

/** What goals have ever paid, and the lots of it: an order of any period may be given back. */
export const goalReads = (db: Db, customerId: SQL) => ({
  goalEarnings: db
    .select()
    .from(earnings)
    .where(and(eq(earnings.customerId, customerId), OF_GOAL)),
  goalLots: db
    .select()
    .from(lots)
    .where(and(eq(lots.customerId, customerId), OF_GOAL)),
})

export type GoalRows = Rows<ReturnType<typeof goalReads>>

/** For any table with a `source`. */
export const OF_GOAL = sql`source >= 'goal:' AND source < 'goal;'`
