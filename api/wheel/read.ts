import { and, eq, gt, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { fromFamilyOf, isOfFamily } from '../customers/read'
import { merchantTime } from '../merchants/tenant'
import type { Db, Rows } from '../store/store'
import { prizeDays, prizes, spins, wheelDays, wheels } from './table'

const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS

export interface WheelScope {
  merchantId: string
  realTime: number
  /** One wheel, or every wheel of the merchant. */
  wheelId?: string
}

/** Wheels with what has been won: all time, and on the days around now (the zone decides later which is today). */
export function wheelReads(db: Db, { merchantId, realTime, wheelId }: WheelScope) {
  const which = and(
    eq(wheels.merchantId, merchantId),
    isNull(wheels.deletedAt),
    wheelId === undefined ? undefined : eq(wheels.id, wheelId),
  )
  const ids = db.select({ id: wheels.id }).from(wheels).where(which)
  const utcDay = sql`(${merchantTime(merchantId, realTime)}) / ${sql.raw(String(DAY_MS))}`
  return {
    wheels: db.select().from(wheels).where(which).orderBy(wheels.id),
    prizesWon: db.select().from(prizes).where(inArray(prizes.wheelId, ids)),
    prizeDays: db
      .select()
      .from(prizeDays)
      .where(and(inArray(prizeDays.wheelId, ids), sql`day BETWEEN ${utcDay} - 1 AND ${utcDay} + 1`)),
    wheelDays: db
      .select()
      .from(wheelDays)
      .where(and(inArray(wheelDays.wheelId, ids), sql`day BETWEEN ${utcDay} - 1 AND ${utcDay} + 1`)),
  }
}

export type WheelRows = Rows<ReturnType<typeof wheelReads>>
export type WheelRow = typeof wheels.$inferSelect

/**
 * One customer's spins, as a guest too: those of the last year, for limits per period, and how many ever. `own` are
 * those without the guest's, which the next nonce follows.
 */
export function spinReads(db: Db, customerId: SQL, { merchantId, realTime, wheelId }: WheelScope) {
  const mine = and(
    isOfFamily(spins.customerId),
    wheelId === undefined ? undefined : eq(spins.wheelId, wheelId),
  )
  return {
    spinsRecent: db
      .select({ wheelId: spins.wheelId, at: spins.at, entry: spins.entry })
      .from(fromFamilyOf(customerId))
      .crossJoin(spins)
      .where(and(mine, gt(spins.at, sql`${merchantTime(merchantId, realTime)} - ${YEAR_MS}`))),
    spinsEver: db
      .select({
        ...{ wheelId: spins.wheelId, entry: spins.entry, count: sql<number>`count(*)` },
        own: sql<number>`sum(${spins.customerId} = ${customerId})`,
      })
      .from(fromFamilyOf(customerId))
      .crossJoin(spins)
      .where(mine)
      .groupBy(spins.wheelId, spins.entry),
  }
}

export type SpinRows = Rows<ReturnType<typeof spinReads>>
