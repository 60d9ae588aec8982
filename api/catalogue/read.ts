import { and, desc, eq, gt, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { earnings } from '../earning/table'
import { merchantTime } from '../merchants/tenant'
import { codes } from '../rewards/table'
import type { Db, Rows } from '../store/store'
import { allocations, lots } from '../wallet/table'
import { items, redemptions } from './table'

/** What the merchant sells for points; one item, or all of them. */
export const itemReads = (db: Db, merchantId: string, itemId?: string) => ({
  items: db
    .select()
    .from(items)
    .where(
      and(
        eq(items.merchantId, merchantId),
        isNull(items.deletedAt),
        itemId === undefined ? undefined : eq(items.id, itemId),
      ),
    )
    .orderBy(items.id),
})

const YEAR_MS = 366 * 86_400_000

/** What one customer has bought and kept: in the last year, since no period of a limit is longer, and how many ever. */
export function redemptionReads(db: Db, customerId: SQL, { merchantId, realTime }: Reader) {
  const kept = and(eq(redemptions.customerId, customerId), isNull(redemptions.returnedAt))
  return {
    bought: db
      .select({ itemId: redemptions.itemId, at: redemptions.at })
      .from(redemptions)
      .where(and(kept, gt(redemptions.at, sql`${merchantTime(merchantId, realTime)} - ${YEAR_MS}`))),
    boughtEver: db
      .select({ itemId: redemptions.itemId, count: sql<number>`count(*)` })
      .from(redemptions)
      .where(kept)
      .groupBy(redemptions.itemId),
  }
}

/** Where and when is read; the time is the server's, epoch ms. */
interface Reader {
  merchantId: string
  realTime: number
}

export interface RedemptionKey {
  merchantId: string
  id: string
}

const whereRedemption = ({ merchantId, id }: RedemptionKey) =>
  and(eq(redemptions.id, id), eq(redemptions.merchantId, merchantId))

/** A column of the redemption as a subquery, so that what hangs on it is read in the same batch. */
export const ofRedemption = (column: 'customer_id' | 'debit_seq' | 'reward_id', key: RedemptionKey): SQL =>
  sql`(SELECT ${sql.raw(column)} FROM redemptions WHERE ${whereRedemption(key)})`

/** One redemption, its code, the lots that paid for it, oldest first, and what refunds have forgiven of those. */
export function returnReads(db: Db, key: RedemptionKey) {
  const ofLot = and(eq(lots.customerId, allocations.customerId), eq(lots.seq, allocations.lotSeq))
  const ofDebit = and(
    eq(allocations.customerId, ofRedemption('customer_id', key)),
    eq(allocations.debitSeq, ofRedemption('debit_seq', key)),
  )
  const sources = db.select({ source: lots.source }).from(allocations).innerJoin(lots, ofLot).where(ofDebit)
  return {
    redemption: db.select().from(redemptions).where(whereRedemption(key)),
    code: db
      .select()
      .from(codes)
      .where(eq(codes.id, ofRedemption('reward_id', key))),
    paid: db
      .select({ amount: allocations.amount, lot: lots })
      .from(allocations)
      .innerJoin(lots, ofLot)
      .where(ofDebit)
      .orderBy(lots.seq),
    forgiven: db
      .select()
      .from(earnings)
      .where(
        and(
          eq(earnings.customerId, ofRedemption('customer_id', key)),
          eq(earnings.unit, 'points'),
          gt(earnings.forgiven, 0),
          inArray(earnings.source, sources),
        ),
      ),
  }
}

const withCode = (db: Db) =>
  db
    .select({ redemption: redemptions, code: codes })
    .from(redemptions)
    .leftJoin(codes, eq(codes.id, redemptions.rewardId))

/** A shopper's redemptions in the order of their journal, newest first. */
export const ownRead = (db: Db, customerId: SQL, before: number | undefined, limit: number) =>
  withCode(db)
    .where(
      and(
        eq(redemptions.customerId, customerId),
        before === undefined ? undefined : lt(redemptions.debitSeq, before),
      ),
    )
    .orderBy(desc(redemptions.debitSeq))
    .limit(limit)

export interface SalesScope {
  merchantId: string
  itemId?: string
  customerId?: string
  /** Id of the redemption above the page. */
  before?: string
}

/** Everybody's redemptions, newest first. */
export const salesRead = (db: Db, { merchantId, itemId, customerId, before }: SalesScope, limit: number) =>
  withCode(db)
    .where(
      and(
        eq(redemptions.merchantId, merchantId),
        itemId === undefined ? undefined : eq(redemptions.itemId, itemId),
        customerId === undefined ? undefined : eq(redemptions.customerId, customerId),
        before === undefined ? undefined : lt(redemptions.id, before),
      ),
    )
    .orderBy(desc(redemptions.id))
    .limit(limit)

export type ItemRow = typeof items.$inferSelect
export type RedemptionRow = typeof redemptions.$inferSelect
export type RedemptionRows = Rows<ReturnType<typeof redemptionReads>>
export type PaidLot = Rows<ReturnType<typeof returnReads>>['paid'][number]
