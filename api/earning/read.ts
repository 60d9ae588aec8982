import { and, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { familyOf } from '../customers/read'
import type { Db, Rows } from '../store/store'
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
