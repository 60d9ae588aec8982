import { sql } from 'drizzle-orm'
import type { Reward } from '../../sdk/contract'
import { type CustomerKey, customerIdOf } from '../customers/read'
import type { Errand } from '../http/call'
import { merchantTime, type Shop } from '../merchants/tenant'
import { bookReferrals } from '../referrals/read'
import { codeStatements, type IssuedCode, issue, type Pools, poolReads } from '../rewards/issue'
import type { Random } from '../store/id'
import { planInsert } from '../store/plan-write'
import type { Db, Rows, Statement } from '../store/store'
import { type Account, accountReads } from '../wallet/account'
import { append, type Ledger, type Line, openLedger } from '../wallet/ledger'
import { statements as ledgerStatements } from '../wallet/statements'
import { historyReads } from './read'
import { type ReferralBooks, referralStatements } from './referral-statements'
import { earnings, progress } from './table'
import { tierStatements } from './tier-statements'

export type Earning = typeof earnings.$inferSelect
export type Progress = typeof progress.$inferSelect

/** How often rules have paid this customer: one row per fact of the last year, and counts of all time. */
export interface Uses {
  recent: { ruleId: string; source: string; at: number }[]
  ever: { ruleId: string; count: number }[]
}

/** A ledger with what rules give beside points: spins, codes, and the record of what earned them. */
export interface Books extends Ledger {
  tenant: Shop
  random: Random
  pools: Pools
  uses: Uses
  issued: IssuedCode[]
  earned: Earning[]
  referrals: ReferralBooks
  /** By rule: how far goals and streaks have come. */
  progress: Map<string, Progress>
  /** By rule: the fact that has just moved it on. */
  moved: Map<string, Line>
  /** What goals have paid before; of those with a period, in the last year. */
  paidGoals: { ruleId: string; source: string; held: number; forgiven: number }[]
}

const YEAR_MS = 366 * 86_400_000

/**
 * What a verb reads beside the account: settling may pay a birthday, so rules may always pay. `earliest` is when
 * the fact happened, where that may be long ago: limits look at the period around it.
 */
export const earningReads = (db: Db, key: CustomerKey, realTime: number, earliest?: number) => ({
  ...ownReads(db, key, realTime, earliest),
  ...poolReads(db, key.merchantId),
})

/** The same without what is the merchant's, for whoever has that already. */
export function ownReads(db: Db, key: CustomerKey, realTime: number, earliest?: number) {
  const id = customerIdOf(key)
  const now = merchantTime(key.merchantId, realTime)
  const happened = earliest === undefined ? now : sql`min(${now}, CAST(${earliest} AS INTEGER))`
  return {
    ...accountReads(db, key),
    ownReferrals: bookReferrals(db, key.merchantId, id),
    ...historyReads(db, id, sql`${happened} - ${YEAR_MS}`),
  }
}

type EarningRows = Pick<
  Rows<ReturnType<typeof earningReads>>,
  'pools' | 'ownReferrals' | 'usesRecent' | 'usesEver' | 'progress' | 'paidGoals'
>

export function openBooks(
  account: Account,
  { tenant, random }: Pick<Books, 'tenant' | 'random'>,
  rows: EarningRows,
): Books {
  const rules = {
    program: tenant.program,
    expiry: { rule: tenant.program.expiry, since: tenant.expirySince },
    zone: tenant.zone,
  }
  return {
    ...openLedger(account, rules),
    tenant,
    random,
    pools: rows.pools.map(pool => ({ ...pool })),
    uses: { recent: [...rows.usesRecent], ever: rows.usesEver },
    issued: [],
    earned: [],
    referrals: { rows: rows.ownReferrals, earned: [], completed: [] },
    progress: new Map(rows.progress.map(row => [row.ruleId, row])),
    moved: new Map(),
    paidGoals: rows.paidGoals,
  }
}

/** Hands out a reward code; null when its pool is empty. */
export function giveReward(
  books: Books,
  reward: Reward,
  source: string,
  validDays: number,
  at = books.at,
): IssuedCode | null {
  const { id: customerId, merchantId } = books.customer
  const prefix = books.rules.program.codePrefix
  const order = { merchantId, customerId, reward, source, at, validDays, prefix }
  const issued = issue(books.pools, books.random, order)
  if (!issued) return null
  books.issued.push(issued)
  if (reward.kind === 'pool') books.pools = books.pools.filter(({ pool }) => pool !== reward.pool)
  return issued
}

const insertEarnings = planInsert(earnings, {
  target: [earnings.customerId, earnings.source, earnings.ruleId],
  set: ['held', 'forgiven', 'rewardId'],
})
const insertProgress = planInsert(progress, {
  target: [progress.customerId, progress.ruleId],
  set: ['period', 'count', 'last', 'frozen'],
})

/**
 * The whole batch: the journal first, then lots, codes, earnings and progress. Progress never moves without a line,
 * which referees against another fact that moves it at the same time.
 */
export async function bookStatements(errand: Errand, books: Books): Promise<Statement[]> {
  const { db } = errand.store
  const [reason] = books.moved.values()
  if (reason && books.written.journal.length === 0) append(books, reason)
  return [
    ...ledgerStatements(db, books),
    ...(await codeStatements(errand, books.issued, books.rules.program.lowStockAt)),
    ...insertEarnings(db, ...books.earned),
    ...referralStatements(errand, books),
    ...tierStatements(errand, books),
    ...insertProgress(db, ...[...books.moved.keys()].flatMap(ruleId => books.progress.get(ruleId) ?? [])),
  ]
}
