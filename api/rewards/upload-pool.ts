import { and, eq, sql } from 'drizzle-orm'
import type { Pool, UploadPool } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform, type Sent } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import type { Db, Statement } from '../store/store'
import { valuesIn } from '../store/values-in'
import { normalizeCode } from './code'
import { poolContext } from './issue'
import { codes, poolCodes } from './table'

const ROWS_PER_INSERT = 100

type PoolCode = typeof poolCodes.$inferInsert

/** Appends codes of the merchant's own to a pool: all of them, or none when one is taken. */
export async function uploadPool(
  call: Call,
  merchantId: string,
  pool: string,
  input: UploadPool,
): Promise<Sent> {
  const lookups = await lookupsOf(call, merchantId, input.codes)
  return perform(call, {
    journal: `${merchantId}/pool:${pool}`,
    read: db => poolReads(db, merchantId, pool, lookups),
    async decide({ size: [size], inPools, issued }) {
      const taken = new Set([...inPools, ...issued].map(({ lookup }) => lookup))
      const errors = lookups.flatMap((lookup, i) =>
        taken.has(lookup) ? [{ path: `codes.${i}`, message: 'exists already' }] : [],
      )
      if (errors.length > 0) throw refuse('pool_code_taken', undefined, { errors })
      const last = size?.last ?? 0
      const rows = await seal(call, { merchantId, pool, first: last + 1 }, input.codes, lookups)
      const codes = last + rows.length
      const body: Pool = { pool, codes, left: codes + 1 - (size?.next ?? last + 1) }
      return { statements: inserts(call.store.db, rows), reply: { status: 201, body } }
    },
  })
}

async function lookupsOf(call: Call, merchantId: string, typed: string[]): Promise<string[]> {
  const normalized = typed.map(normalizeCode)
  const firsts = new Map<string, number>()
  normalized.forEach((code, i) => {
    if (code === '') throw invalid(`codes.${i}`, 'has nothing to tell it by')
    const first = firsts.get(code)
    if (first !== undefined) throw invalid(`codes.${i}`, `is the same code as codes.${first}`)
    firsts.set(code, i)
  })
  return Promise.all(normalized.map(code => call.platform.vault.codeLookup(merchantId, code)))
}

function poolReads(db: Db, merchantId: string, pool: string, lookups: string[]) {
  /** One parameter, however many there are. */
  const these = valuesIn(JSON.stringify(lookups))
  return {
    size: db
      .select({
        last: sql<number | null>`max(position)`,
        next: sql<number | null>`(SELECT min(position) FROM pool_codes
          WHERE merchant_id = ${merchantId} AND pool = ${pool} AND reward_id IS NULL)`,
      })
      .from(poolCodes)
      .where(and(eq(poolCodes.merchantId, merchantId), eq(poolCodes.pool, pool))),
    inPools: db
      .select({ lookup: poolCodes.lookup })
      .from(poolCodes)
      .where(and(eq(poolCodes.merchantId, merchantId), sql`${poolCodes.lookup} IN ${these}`)),
    /** Also what was handed out: a code is found by its look-up, whoever made it. */
    issued: db
      .select({ lookup: codes.lookup })
      .from(codes)
      .where(and(eq(codes.merchantId, merchantId), sql`${codes.lookup} IN ${these}`)),
  }
}

function seal(
  { platform }: Call,
  { merchantId, pool, first }: { merchantId: string; pool: string; first: number },
  plain: string[],
  lookups: string[],
): Promise<PoolCode[]> {
  const sealed = plain.map(async (code, i) => {
    const position = first + i
    const context = poolContext(merchantId, pool, position)
    const row = { merchantId, pool, position, lookup: lookups[i] ?? '' }
    return { ...row, sealed: await platform.vault.seal(code, context) }
  })
  return Promise.all(sealed)
}

function inserts(db: Db, rows: PoolCode[]): Statement[] {
  const starts = Array.from(
    { length: Math.ceil(rows.length / ROWS_PER_INSERT) },
    (_, i) => i * ROWS_PER_INSERT,
  )
  return starts.map(start => db.insert(poolCodes).values(rows.slice(start, start + ROWS_PER_INSERT)))
}
