import { eq, type SQL } from 'drizzle-orm'
import type { Db, Rows } from '../store/store'
import { referrals } from './table'

/** The friends somebody has brought, and who brought them. */
export const friendReads = (db: Db, customerId: SQL) => ({
  friends: db.select().from(referrals).where(eq(referrals.advocateId, customerId)),
  broughtBy: db.select().from(referrals).where(eq(referrals.friendId, customerId)),
})

export type FriendRows = Rows<ReturnType<typeof friendReads>>
