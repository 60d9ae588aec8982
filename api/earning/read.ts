import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { familyOf } from '../customers/read'
import type { Db, Rows } from '../store/store'
import { lots } from '../wallet/table'
import { earnings } from './table'

/** When each rule first paid somebody who may keep it. */
export const badgeReads = (db: Db, customerId: SQL) => ({
  badges: db
    .select({ ruleId: earnings.ruleId, at: sql<number>`min(${earnings.at})` })
    .from(earnings)
    .where(and(inArray(earnings.customerId, familyOf(customerId)), gt(earnings.held, earnings.forgiven)))
    .groupBy(earnings.ruleId),
})

export type BadgeRows = Rows<ReturnType<typeof badgeReads>>['badges']

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
