import { and, eq, sql } from 'drizzle-orm'
import type { OwnedCode, Reward } from '../../sdk/contract'
import type { Call, Errand } from '../http/call'
import { newId, type Random } from '../store/id'
import { planInsert } from '../store/plan-write'
import type { Db, Rows, Statement } from '../store/store'
import { makeCode, normalizeCode } from './code'
import { poolLow } from './pool-low'
import { tokenOf } from './present'
import { codes, poolCodes } from './table'

/** A code that a decision hands out; `codeStatements` stores it. */
export interface IssuedCode {
  id: string
  merchantId: string
  customerId: string
  /** Plain for a code of ours; a pool code is still sealed. */
  code: { plain: string } | { position: number; sealed: string }
  reward: Reward
  source: string
  issuedAt: number
  expiresAt: number
}

/** The next code of each pool and how many are left: two look-ups a pool, however many codes it has. */
export function poolReads(db: Db, merchantId: string) {
  const next = sql`FROM pool_codes AS code WHERE code.merchant_id = ${merchantId} AND code.reward_id IS NULL`
  const first = sql`ORDER BY code.pool, code.position LIMIT 1`
  const heads = sql`WITH RECURSIVE heads (id, pool) AS (
    SELECT * FROM (SELECT code.rowid, code.pool ${next} ${first})
    UNION ALL SELECT found.rowid, found.pool FROM heads JOIN pool_codes AS found
      ON found.rowid = (SELECT code.rowid ${next} AND code.pool > heads.pool ${first}))
    SELECT id FROM heads`
  const last = sql`SELECT max(position) FROM pool_codes AS code
    WHERE code.merchant_id = ${merchantId} AND code.pool = pool_codes.pool`
  return {
    pools: db
      .select({
        ...{ pool: poolCodes.pool, position: poolCodes.position, sealed: poolCodes.sealed },
        left: sql<number>`(${last}) - position + 1`,
      })
      .from(poolCodes)
      .where(sql`rowid IN (${heads})`),
  }
}

export type Pools = Rows<ReturnType<typeof poolReads>>['pools']

export interface Issue {
  merchantId: string
  customerId: string
  reward: Reward
  source: string
  at: number
  validDays: number
  prefix: string | null
}

const DAY_MS = 86_400_000

/** null when the pool the reward names has no code left. */
export function issue(
  pools: Pools,
  random: Random,
  { at, validDays, prefix, reward, ...rest }: Issue,
): IssuedCode | null {
  const issued = {
    ...rest,
    reward,
    id: newId('rwd', at, random),
    issuedAt: at,
    expiresAt: at + validDays * DAY_MS,
  }
  if (reward.kind !== 'pool') return { ...issued, code: { plain: makeCode(random, prefix) } }
  const head = pools.find(({ pool }) => pool === reward.pool)
  return head ? { ...issued, code: { position: head.position, sealed: head.sealed } } : null
}

const insertCode = planInsert(codes)

/** Two decisions that take the same pool code collide on its look-up. `lowStockAt` is the programme's. */
export async function codeStatements(
  errand: Errand,
  issued: IssuedCode[],
  lowStockAt: number,
): Promise<Statement[]> {
  const { platform, realTime } = errand
  const { db } = errand.store
  const statements: Statement[] = []
  for (const { code: source, ...row } of issued) {
    const plain = await plainOf(errand, row, source)
    const lookup = await platform.vault.codeLookup(row.merchantId, normalizeCode(plain))
    const sealed = await platform.vault.seal(plain, row.id)
    const kid = platform.signingKeys.current(realTime).kid
    statements.push(...insertCode(db, { ...row, lookup, sealed, kid, status: 'issued' }))
    if ('position' in source && row.reward.kind === 'pool') {
      const taken = { merchantId: row.merchantId, pool: row.reward.pool, at: row.issuedAt }
      statements.push(takeFromPool(db, row, source.position), ...poolLow(errand, taken, lowStockAt))
    }
  }
  return statements
}

function takeFromPool(
  db: Db,
  { merchantId, reward, id }: Omit<IssuedCode, 'code'>,
  position: number,
): Statement {
  const pool = reward.kind === 'pool' ? reward.pool : ''
  return db
    .update(poolCodes)
    .set({ rewardId: id })
    .where(
      and(eq(poolCodes.merchantId, merchantId), eq(poolCodes.pool, pool), eq(poolCodes.position, position)),
    )
}

async function plainOf(
  { platform }: Pick<Errand, 'platform'>,
  row: Omit<IssuedCode, 'code'>,
  code: IssuedCode['code'],
): Promise<string> {
  if ('plain' in code) return code.plain
  const pool = row.reward.kind === 'pool' ? row.reward.pool : ''
  return platform.vault.unseal(code.sealed, poolContext(row.merchantId, pool, code.position))
}

export const poolContext = (merchantId: string, pool: string, position: number): string =>
  `${merchantId}/${pool}/${position}`

/** What the winner sees in the reply of the change that issued it. */
export async function presentIssued(call: Call, issued: IssuedCode): Promise<OwnedCode> {
  const plain = await plainOf(call, issued, issued.code)
  const kid = call.platform.signingKeys.current(call.realTime).kid
  return {
    id: issued.id,
    code: plain,
    token: await tokenOf(call, { ...issued, kid }, plain),
    status: 'issued',
    reward: issued.reward,
    issuedAt: new Date(issued.issuedAt).toISOString(),
    expiresAt: new Date(issued.expiresAt).toISOString(),
  }
}
