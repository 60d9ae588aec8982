import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Call } from '../http/call'
import { refuse } from '../http/refusal'
import type { Statement } from '../store/store'
import { codeAttempts } from './table'

const WINDOW_MS = 600_000
const WRONG_CODES = 10

type Guess = typeof codeAttempts.$inferSelect

/** The names a network has had in the last window: it gets another one at midnight, and a lock-out outlasts that. */
export async function networkNames({ platform, realTime }: Call, network: string): Promise<string[]> {
  const instants = [realTime, realTime - WINDOW_MS]
  return Promise.all(instants.map(at => platform.vault.networkHash(network, at)))
}

/** Whoever asks is not known yet, so the key is found by its hash. */
export function guessReads({ store, credential }: Call, networks: string[]) {
  const keyHash = 'keyHash' in credential ? credential.keyHash : ''
  const keyId = sql`(SELECT id FROM keys WHERE hash = ${keyHash})`
  return {
    guesses: store.db
      .select()
      .from(codeAttempts)
      .where(and(eq(codeAttempts.keyId, keyId), inArray(codeAttempts.network, networks))),
  }
}

/** Ten wrong codes within ten minutes: from then on right ones are not looked at either, until the window ends. */
export function refuseGuesses(guesses: Guess[], realTime: number): void {
  const locked = guesses.find(guess => isOpen(guess, realTime) && guess.wrong >= WRONG_CODES)
  if (!locked) return
  const retryAfter = Math.ceil((locked.windowStart + WINDOW_MS - realTime) / 1000)
  throw refuse('too_many_attempts', undefined, { retryAfter })
}

/**
 * Counts one wrong code, in the window that is open or in a new one, and forgets every window that has ended.
 * Who was let past a limit that has been reached meanwhile fails the CHECK and is asked again.
 */
export function countGuess(
  { store: { db }, realTime }: Call,
  guesses: Guess[],
  keyId: string,
  [network = '']: string[],
): Statement[] {
  const open = guesses.find(guess => isOpen(guess, realTime))
  const guess = { keyId, network: open?.network ?? network, windowStart: realTime, wrong: 1 }
  return [
    db.delete(codeAttempts).where(lte(codeAttempts.windowStart, realTime - WINDOW_MS)),
    db
      .insert(codeAttempts)
      .values(guess)
      .onConflictDoUpdate({
        target: [codeAttempts.keyId, codeAttempts.network],
        set: { wrong: sql`CASE WHEN wrong < ${WRONG_CODES} THEN wrong + 1 ELSE -1 END` },
      }),
  ]
}

const isOpen = ({ windowStart }: Guess, realTime: number) => realTime < windowStart + WINDOW_MS
