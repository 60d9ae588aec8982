import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { CustomerKey } from '../customers/read'
import { type Call, merchantIdOf } from '../http/call'
import { type Refusal, refuse } from '../http/refusal'
import type { Tenant } from '../merchants/tenant'
import type { Decision } from '../store/commit'
import type { Rows } from '../store/store'
import { normalizeCode } from './code'
import { countGuess, guessReads, networkNames, refuseGuesses } from './guesses'
import type { CodeRow } from './present'
import { codes } from './table'

/** A code as it arrives, and the shopper's network where the merchant tells it. */
export interface Asked {
  code: string
  network?: string
}

/** The forms a code and a network are looked up by: worked out before anything is read. */
export interface Typed {
  merchantId: string
  lookup: string
  networks: string[]
}

export async function typed(call: Call, { code, network = call.network }: Asked): Promise<Typed> {
  const merchantId = merchantIdOf(call)
  const [lookup, networks] = await Promise.all([
    call.platform.vault.codeLookup(merchantId, normalizeCode(code)),
    networkNames(call, network),
  ])
  return { merchantId, lookup, networks }
}

const whereTyped = ({ merchantId, lookup }: Typed) =>
  and(eq(codes.merchantId, merchantId), eq(codes.lookup, lookup))

/** The code's id or owner as a subquery, so that what hangs on it is read in the same batch. */
export const ofCode = (column: 'id' | 'customer_id', code: Typed): SQL =>
  sql`(SELECT ${sql.raw(column)} FROM codes WHERE ${whereTyped(code)})`

/** Whoever the code was issued to. */
export const ownerOf = (code: Typed): CustomerKey => ({
  ...{ merchantId: code.merchantId, owner: ofCode('customer_id', code), of: `code:${code.lookup}` },
})

export const findReads = (call: Call, code: Typed) => ({
  code: call.store.db.select().from(codes).where(whereTyped(code)),
  ...guessReads(call, code.networks),
})

type FindRows = Rows<ReturnType<typeof findReads>>

/** The code, or undefined for whatever else was typed. Who has guessed too often is not told. */
export function findCode(rows: FindRows, { realTime }: Call): CodeRow | undefined {
  refuseGuesses(rows.guesses, realTime)
  return rows.code[0]
}

/** One answer for no code, a misspelt one and another merchant's; it counts. */
export function codeNotFound(
  call: Call,
  { guesses }: FindRows,
  { networks }: Typed,
  { key }: Tenant,
): Decision<Refusal> {
  return { statements: countGuess(call, guesses, key.id, networks), reply: refuse('code_not_found') }
}
