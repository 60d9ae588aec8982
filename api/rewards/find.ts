import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Call, merchantIdOf } from '../http/call'
import { type Refusal, refuse } from '../http/refusal'
import type { Decision } from '../store/commit'
import type { Db, Rows } from '../store/store'
import { normalizeCode } from './code'
import { countGuess, guessReads, networkNames, refuseGuesses } from './guesses'
import type { CodeRow } from './present'
import { codes } from './table'

/** A code as somebody typed it, in the form it is found by: worked out before anything is read. */
export interface Typed {
  merchantId: string
  lookup: string
  /** Names of the network it was typed in, the one of today first. */
  networks: string[]
}

/** `network` is the shopper's address where the merchant has told it; else it is the caller's own. */
export async function typed(call: Call, code: string, network = call.network): Promise<Typed> {
  const merchantId = merchantIdOf(call)
  const [lookup, networks] = await Promise.all([
    call.platform.vault.codeLookup(merchantId, normalizeCode(code)),
    networkNames(call, network),
  ])
  return { merchantId, lookup, networks }
}

const whereTyped = ({ merchantId, lookup }: Typed) =>
  and(eq(codes.merchantId, merchantId), eq(codes.lookup, lookup))

/** A column of the code as a subquery, so that what hangs on it is read in the same batch. */
export const ofCode = (column: 'id' | 'customer_id', code: Typed): SQL =>
  sql`(SELECT ${sql.raw(column)} FROM codes WHERE ${whereTyped(code)})`

export function findReads(db: Db, call: Call, code: Typed) {
  const keyHash = 'keyHash' in call.credential ? call.credential.keyHash : ''
  return {
    code: db.select().from(codes).where(whereTyped(code)),
    ...guessReads(db, keyHash, code.networks),
  }
}

type FindRows = Rows<ReturnType<typeof findReads>>

/** The code, or undefined for whatever else was typed. Refuses to look for who has guessed too often. */
export function findCode(rows: FindRows, { realTime }: Call): CodeRow | undefined {
  refuseGuesses(rows.guesses, realTime)
  return rows.code[0]
}

/** One answer for no code, a misspelt one and another merchant's, and it counts. */
export function codeNotFound(call: Call, rows: FindRows, code: Typed, keyId: string): Decision<Refusal> {
  const { realTime, store } = call
  const statements = countGuess(store.db, rows.guesses, { keyId, networks: code.networks, realTime })
  return { statements, reply: refuse('code_not_found') }
}
