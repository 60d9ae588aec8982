import { and, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Db, Rows } from '../store/store'
import { earnings } from './table'

/** When each rule first paid somebody who may keep it. */
export const badgeReads = (db: Db, customerId: SQL) => ({
  badges: db
    .select({ ruleId: earnings.ruleId, at: sql<number>`min(${earnings.at})` })
    .from(earnings)
    .where(and(eq(earnings.customerId, customerId), gt(earnings.held, earnings.forgiven)))
    .groupBy(earnings.ruleId),
})

export type BadgeRows = Rows<ReturnType<typeof badgeReads>>['badges']
