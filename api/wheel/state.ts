import type { OddsEntry, WheelState } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { tierAt } from '../earning/tier'
import type { Call } from '../http/call'
import { isoOrNull } from '../http/time'
import { balance } from '../wallet/ledger'
import { returnedTo } from '../wallet/returned'
import { commitmentOf } from './draw'
import { type Entry, entryOf } from './entry'
import { hashOdds } from './odds'
import type { SpinRows, WheelRow } from './read'

/** The next spin of one customer at one wheel, before it is promised. */
export interface NextSpin extends Entry {
  wheel: WheelRow
  odds: OddsEntry[]
  nonce: number
}

export function nextSpin(
  books: Books,
  wheel: WheelRow,
  odds: OddsEntry[],
  { spinsRecent, spinsEver }: SpinRows,
): NextSpin {
  const ever = { free: 0, spin: 0, points: 0 }
  let own = 0
  for (const row of spinsEver.filter(({ wheelId }) => wheelId === wheel.id)) {
    ever[row.entry] = row.count
    own += row.own
  }
  const entry = entryOf(wheel.config, {
    at: books.at,
    zone: books.rules.zone,
    tierId: tierAt(books, books.at),
    isGuest: books.customer.kind === 'guest',
    points: balance(books, 'points').available,
    spins: balance(books, 'spins').available,
    recent: spinsRecent.filter(({ wheelId }) => wheelId === wheel.id),
    ever,
    returnedAt: returnedTo(books.customer, wheel),
    soldOut: odds.length === 0,
  })
  return { ...entry, wheel, odds, nonce: own + 1 }
}

/** With the promise: the hash of the seed the next spin will use. */
export async function presentState(call: Call, customerId: string, next: NextSpin): Promise<WheelState> {
  const seed = await call.platform.vault.serverSeed(next.wheel.id, customerId, next.nonce)
  return {
    wheelId: next.wheel.id,
    entry: next.entry,
    reason: next.reason,
    nextFreeAt: isoOrNull(next.nextFreeAt),
    nonce: next.nonce,
    commitment: await commitmentOf(seed),
    oddsHash: await hashOdds(next.odds),
  }
}
