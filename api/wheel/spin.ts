import { and, eq, sql } from 'drizzle-orm'
import type { Award, OddsEntry, Prize, Spin, SpinProof, SpinResult } from '../../sdk/contract'
import { customerIdOf, journalOf } from '../customers/read'
import { award } from '../earning/award'
import { type Books, bookStatements, earningReads, openBooks } from '../earning/books'
import { giveAward } from '../earning/give'
import { promote, settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { dayNumber } from '../merchants/calendar'
import { type IssuedCode, presentIssued } from '../rewards/issue'
import { hex } from '../store/hex'
import { newId } from '../store/id'
import { plan } from '../store/plan'
import { planInsert, planWrite } from '../store/plan-write'
import type { Db, Statement } from '../store/store'
import { accountOf } from '../wallet/account'
import { append, balance, debit } from '../wallet/ledger'
import { oddsNow } from './counters'
import { commitmentOf, draw } from './draw'
import type { EntryKind } from './entry'
import { hashOdds } from './odds'
import { spinReads, type WheelRow, wheelReads } from './read'
import { nextSpin, presentState } from './state'
import { prizeDays, prizes, spins, wheelDays, wheels } from './table'

interface Shopper {
  merchantId: string
  externalId: string
}

interface Drawing extends Shopper {
  realTime: number
  wheelId: string
}

const drawReads = plan(
  (db, { merchantId, externalId, realTime, wheelId }: Drawing) => {
    const key = { merchantId, externalId }
    const scope = { merchantId, realTime, wheelId }
    return {
      ...earningReads(db, key, realTime),
      ...wheelReads(db, scope),
      ...spinReads(db, customerIdOf(key), scope),
    }
  },
  { remembered: ['wheels'] },
)

/** One draw: the seed was promised before, the outcome is decided here, and everything it gives is in the same batch. */
export function spin(call: Call, key: Shopper, input: Spin) {
  return perform(call, {
    journal: journalOf(key),
    read: db => drawReads(db, { ...key, realTime: call.realTime, wheelId: input.wheelId }),
    async decide(rows, within) {
      const account = accountOf(rows)
      const [wheel] = rows.wheels
      if (!account || !wheel) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const next = nextSpin(books, wheel, oddsNow(wheel, rows, rows.pools, books.at, books.rules.zone), rows)
      if (next.entry === null) throw refuse(next.reason ?? 'no_spins_left')
      const serverSeed = await call.platform.vault.serverSeed(wheel.id, books.customer.id, next.nonce)
      const commitment = await commitmentOf(serverSeed)
      if (input.commitment !== undefined && input.commitment !== commitment) throw refuse('stale_commitment')
      const drawn = await draw(serverSeed, input.clientSeed, next.nonce, next.odds)
      const id = newId('spn', books.at, within.random)
      const outcome = book(books, wheel, { id, entry: next.entry, drawn })
      const row = { id, entry: next.entry, nonce: next.nonce, clientSeed: input.clientSeed, odds: next.odds }
      const proof = {
        ...{ wheelId: wheel.id, nonce: next.nonce, clientSeed: input.clientSeed, prizeId: drawn.prizeId },
        serverSeed: hex(serverSeed),
        ...{ commitment, odds: next.odds, oddsHash: await hashOdds(next.odds) },
      }
      const spun = { wheelId: wheel.id, at: books.at, entry: next.entry }
      const after = {
        ...rows,
        spinsRecent: [...rows.spinsRecent, spun],
        spinsEver: countOne(rows.spinsEver, spun),
      }
      const state = nextSpin(books, wheel, oddsAfter(wheel, rows, books, outcome.prize), after)
      return {
        statements: [
          ...(await bookStatements(call, books)),
          ...count(call.store.db, books, wheel, { ...row, prize: outcome.prize }),
        ],
        reply: {
          status: 201,
          body: await present(
            call,
            books,
            wheel,
            { ...outcome, id, entry: next.entry, proof },
            await presentState(call, books.customer.id, state),
          ),
          customerId: books.customer.id,
        },
      }
    },
  })
}

interface Drawn {
  id: string
  entry: EntryKind
  drawn: OddsEntry
}

interface Outcome {
  prize: Prize | null
  code: IssuedCode | null
}

function book(books: Books, wheel: WheelRow, { id, entry, drawn }: Drawn): Outcome {
  const source = `spin:${id}`
  const line = { kind: 'spin' as const, source, note: { name: wheel.config.name } }
  if (entry === 'free') append(books, line)
  if (entry === 'spin') debit(books, 'spins', 1, line)
  if (entry === 'points') debit(books, 'points', wheel.config.entry.points ?? 0, { ...line, kind: 'spend' })
  const prize = wheel.config.prizes.find(each => each.id === drawn.prizeId) ?? null
  const won = prize && { kind: 'prize' as const, source, note: { name: prize.name } }
  const code = won && giveAward(books, prize.award, won, prize.validDays)
  award(books, { on: 'wheel.spun', source: `spun:${id}`, kind: 'event' })
  promote(books)
  return { prize, code }
}

type WheelSpins = Parameters<typeof nextSpin>[3]

function countOne(ever: WheelSpins['spinsEver'], { wheelId, entry }: { wheelId: string; entry: EntryKind }) {
  const known = ever.find(row => row.entry === entry && row.wheelId === wheelId)
  const { count, own } = known ?? { count: 0, own: 0 }
  return [...ever.filter(row => row !== known), { wheelId, entry, count: count + 1, own: own + 1 }]
}

type Rows = Parameters<typeof oddsNow>[1]

/** The odds that the next spin would meet, with this win counted. */
function oddsAfter(wheel: WheelRow, rows: Rows, books: Books, prize: Prize | null): OddsEntry[] {
  const day = dayNumber(books.at, books.rules.zone)
  const one = prize ? { wheelId: wheel.id, prizeId: prize.id, won: 1, stock: null, cap: null, day } : null
  const plusOne = <T extends { wheelId: string; prizeId: string; won: number }>(
    list: T[],
    same: (row: T) => boolean,
  ) => {
    const known = list.find(row => row.prizeId === prize?.id && row.wheelId === wheel.id && same(row))
    if (known) return list.map(row => (row === known ? { ...row, won: row.won + 1 } : row))
    return one ? [...list, one as unknown as T] : list
  }
  const cost = prize?.cost ?? 0
  const spentToday = rows.wheelDays.find(row => row.wheelId === wheel.id && row.day === day)?.spent ?? 0
  const after = {
    ...rows,
    prizesWon: plusOne(rows.prizesWon, () => true),
    prizeDays: plusOne(rows.prizeDays, row => row.day === day),
    wheelDays: [
      ...rows.wheelDays.filter(row => row.day !== day || row.wheelId !== wheel.id),
      { wheelId: wheel.id, day, spent: spentToday + cost, budget: null },
    ],
  }
  return oddsNow({ ...wheel, spent: wheel.spent + cost }, after, books.pools, books.at, books.rules.zone)
}

interface SpinRow {
  id: string
  nonce: number
  entry: EntryKind
  clientSeed: string
  odds: OddsEntry[]
  prize: Prize | null
}

const insertSpin = planInsert(spins)
const countWin = planWrite((db, { wheelId, prizeId }: { wheelId: string; prizeId: string }) =>
  db
    .update(prizes)
    .set({ won: sql`won + 1` })
    .where(and(eq(prizes.wheelId, wheelId), eq(prizes.prizeId, prizeId))),
)
const countWinOfDay = planWrite(
  (db, { wheelId, prizeId, day, won, cap }: typeof prizeDays.$inferInsert & { cap: number | null }) =>
    db
      .insert(prizeDays)
      .values({ wheelId, prizeId, day, won, cap })
      .onConflictDoUpdate({
        target: [prizeDays.wheelId, prizeDays.prizeId, prizeDays.day],
        set: { won: sql`won + 1`, cap },
      }),
)
const countCost = planWrite((db, { wheelId, cost }: { wheelId: string; cost: number }) =>
  db
    .update(wheels)
    .set({ spent: sql`spent + ${cost}` })
    .where(eq(wheels.id, wheelId)),
)
const countCostOfDay = planWrite(
  (db, { wheelId, day, spent, budget }: typeof wheelDays.$inferInsert & { budget: number | null }) =>
    db
      .insert(wheelDays)
      .values({ wheelId, day, spent, budget })
      .onConflictDoUpdate({
        target: [wheelDays.wheelId, wheelDays.day],
        set: { spent: sql`spent + ${spent}`, budget },
      }),
)

/** The draw itself and what it uses up; the constraints on these rows keep two winners off the last prize. */
function count(db: Db, books: Books, wheel: WheelRow, { prize, ...row }: SpinRow): Statement[] {
  const cost = prize?.cost ?? 0
  const wheelId = wheel.id
  const { id: customerId } = books.customer
  const drawn = insertSpin(db, {
    ...row,
    wheelId,
    customerId,
    at: books.at,
    prizeId: prize?.id ?? null,
    cost,
  })
  if (!prize) return drawn
  const day = dayNumber(books.at, books.rules.zone)
  const won = { wheelId, prizeId: prize.id, day, won: 1, cap: prize.perDay }
  const counted = [...drawn, countWin(db, won), countWinOfDay(db, won)]
  if (cost === 0) return counted
  const budget = wheel.config.budget?.perDay ?? null
  return [
    ...counted,
    countCost(db, { wheelId, cost }),
    countCostOfDay(db, { wheelId, day, spent: cost, budget }),
  ]
}

interface Spun extends Outcome {
  id: string
  entry: EntryKind
  proof: SpinProof
}

async function present(
  call: Call,
  books: Books,
  wheel: WheelRow,
  spun: Spun,
  next: SpinResult['next'],
): Promise<SpinResult> {
  const { prize, code, id, entry, proof } = spun
  const award: Award | undefined = prize?.award
  return {
    ...{ id, at: iso(books.at), entry },
    prize: prize && award ? { id: prize.id, name: prize.name, award } : null,
    slice: prize ? wheel.config.prizes.indexOf(prize) : null,
    code: code && (await presentIssued(call, code)),
    proof,
    points: balance(books, 'points'),
    spins: balance(books, 'spins').available,
    next,
  }
}
