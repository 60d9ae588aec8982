import { and, eq, gt, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { journalOf } from '../customers/read'
import { guests } from '../guests/table'
import type { Errand, Platform } from '../http/call'
import { idempotency } from '../http/table'
import { merchants } from '../merchants/table'
import { type Shop, shopOf, shopReads } from '../merchants/tenant'
import { imports } from '../orders/table'
import { erasedMarks, KEEP_MARKS_MS } from '../privacy/table'
import { referrals, visits } from '../referrals/table'
import { codeAttempts } from '../rewards/table'
import { commit } from '../store/commit'
import { isUnavailable } from '../store/errors'
import { firstId } from '../store/id'
import { type Db, NOBODY, type Statement, type Store } from '../store/store'
import { letOthersRun } from '../store/turn'
import { failureOf } from '../telemetry/failure'
import { accountOf } from '../wallet/account'
import { forgetMessages } from '../webhooks/forget'
import { bookStatements, earningReads, openBooks } from './books'
import { isDue, type Waiting, waitingRead } from './due'
import { settle } from './settle'

/** Read at once, in some milliseconds. */
const PAGE = 100
const HOUR_MS = 3_600_000
const KEEP_REPLIES_MS = 48 * HOUR_MS
const KEEP_GUESSES_MS = 24 * HOUR_MS
const KEEP_NETWORKS_MS = 7 * 24 * HOUR_MS
const KEEP_EMAIL_KEYS_MS = 90 * 24 * HOUR_MS
const REPLIES_AT_ONCE = 2000
const IMPORT_QUIET_MS = HOUR_MS / 6

/**
 * Books what time has done to those nobody has asked about, each in a batch of their own, and forgets replies and
 * guesses that are old. Balances are right without it: this is for those who want to hear of it.
 */
export async function sweep(platform: Platform, store: Store): Promise<Swept> {
  const errand = { platform, store, realTime: platform.clock() }
  let customers = 0
  let idempotencyRemoved = 0
  try {
    for await (const merchantId of merchantIds(store)) customers += await sweepOne(errand, merchantId)
  } finally {
    idempotencyRemoved = await forget(errand)
  }
  return { customers, idempotencyRemoved }
}

interface Sweeping extends Errand {
  platform: Platform
}

export interface Swept {
  /** How many had something to book. */
  customers: number
  idempotencyRemoved: number
}

async function* merchantIds(store: Store): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = store.db.select({ id: merchants.id }).from(merchants).where(gt(merchants.id, after))
    const { ids } = await store.read({ ids: page.orderBy(merchants.id).limit(PAGE) })
    for (const { id } of ids) yield id
    const last = ids.at(-1)
    if (!last || ids.length < PAGE) return
    after = last.id
    await letOthersRun()
  }
}

/** How many of the merchant's customers had something to book. What is wrong with one merchant keeps no other waiting. */
async function sweepOne(errand: Sweeping, merchantId: string): Promise<number> {
  const { platform, store } = errand
  let customers = 0
  try {
    const shop = await shopAtRest(errand, merchantId)
    if (!shop) return 0
    for await (const { id } of due(store, shop))
      if (await settleOne(errand, { merchantId, id })) customers += 1
  } catch (error) {
    if (isUnavailable(error)) throw error
    platform.log.error({ merchantId, ...failureOf(error) }, 'a merchant cannot be swept')
  }
  return customers
}

/** Null while its orders are being imported. */
async function shopAtRest({ store, realTime }: Errand, merchantId: string): Promise<Shop | null> {
  const rows = await store.read({
    ...shopReads(store.db, merchantId),
    ...importReads(store.db, merchantId, realTime),
  })
  return rows.importing.length === 0 ? shopOf(rows, realTime) : null
}

/**
 * An import books each order at its own time, long ago. Whoever is settled up to now in between would have the rest
 * of their orders booked as late ones, so the sweep leaves a merchant alone until imports have been quiet for a while.
 */
const importReads = (db: Db, merchantId: string, realTime: number) => ({
  importing: db
    .select({ importId: imports.importId })
    .from(imports)
    .where(and(eq(imports.merchantId, merchantId), gt(imports.updatedAt, realTime - IMPORT_QUIET_MS)))
    .limit(1),
})

async function* due(store: Store, shop: Shop): AsyncGenerator<Waiting> {
  for (let after = ''; ; ) {
    const { page } = await store.read({ page: waitingRead(store.db, shop, after, PAGE) })
    yield* page.filter(customer => isDue(customer, shop))
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.externalId
    await letOthersRun()
  }
}

/** Whether a line was written. Without one nothing is: it is the line that referees against a change meanwhile. */
async function settleOne(errand: Sweeping, key: { merchantId: string; id: string }): Promise<boolean> {
  const { platform, store, realTime } = errand
  try {
    return await commit(store, {
      journal: journalOf(key),
      about: key.merchantId,
      reads: { ...shopReads(store.db, key.merchantId), ...earningReads(store.db, key, realTime) },
      async decide(rows) {
        const tenant = shopOf(rows, realTime)
        const account = accountOf(rows)
        if (!tenant || !account) return { statements: [], reply: false }
        const books = openBooks(account, { tenant, random: platform.random }, rows)
        settle(books, tenant.at)
        if (books.written.journal.length === 0 && books.moved.size === 0)
          return { statements: [], reply: false }
        return { statements: await bookStatements(errand, books), reply: true }
      },
    })
  } catch (error) {
    // The next customer would have to wait as long, and the next sweep is soon.
    if (isUnavailable(error)) throw error
    const { merchantId, id: customerId } = key
    platform.log.error({ merchantId, customerId, ...failureOf(error) }, 'a customer cannot be settled')
    return false
  }
}

async function forget({ store, realTime }: Errand): Promise<number> {
  const { db } = store
  const hashesAndGuesses = [
    db.delete(codeAttempts).where(lte(codeAttempts.windowStart, realTime - KEEP_GUESSES_MS)),
    ...forgetReferrals(db, realTime),
    forgetGuests(db, realTime),
    db.delete(erasedMarks).where(lte(erasedMarks.at, realTime - KEEP_MARKS_MS)),
  ]
  await store.write(hashesAndGuesses, NOBODY)
  await forgetMessages(store, realTime)
  const before = realTime - KEEP_REPLIES_MS
  const old = sql`(SELECT rowid FROM idempotency WHERE created_at <= CAST(${before} AS INTEGER) LIMIT ${sql.raw(String(REPLIES_AT_ONCE))})`
  for (let removed = 0; ; ) {
    const { rows } = await store.read({
      rows: db.all<{ count: number }>(sql`SELECT count(*) AS count FROM ${old}`),
    })
    const count = rows[0]?.count ?? 0
    if (count === 0) return removed
    await store.write([db.delete(idempotency).where(sql`rowid IN ${old}`)], NOBODY)
    removed += count
  }
}

const forgetGuests = (db: Db, realTime: number): Statement =>
  db
    .update(guests)
    .set({ network: null })
    .where(and(isNotNull(guests.network), lt(guests.at, realTime - KEEP_NETWORKS_MS)))

/** Ids tell the real time at which something was made, whatever a test clock said. */
function forgetReferrals(db: Db, realTime: number): Statement[] {
  const lastWeek = realTime - KEEP_NETWORKS_MS
  return [
    db
      .update(visits)
      .set({ network: sql`id` })
      .where(and(sql`network <> id`, lt(visits.id, firstId('vis', lastWeek)))),
    db
      .update(referrals)
      .set({ network: null })
      .where(and(isNotNull(referrals.network), lt(referrals.id, firstId('ref', lastWeek)))),
    db
      .update(referrals)
      .set({ emailKey: null })
      .where(
        and(isNotNull(referrals.emailKey), lt(referrals.id, firstId('ref', realTime - KEEP_EMAIL_KEYS_MS))),
      ),
  ]
}
