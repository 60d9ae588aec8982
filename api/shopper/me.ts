import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Me } from '../../sdk/contract'
import { redemptionReads } from '../catalogue/read'
import { openItems } from '../catalogue/view'
import { insertCustomer, openNewBooks } from '../customers/create'
import { type Marks, markReads, marksOf } from '../customers/marks'
import { type CustomerKey, customerIdOf } from '../customers/read'
import { type Books, bookStatements, openBooks, ownReads } from '../earning/books'
import { badgeReads } from '../earning/read'
import { badgesOf, checkInOf, missionsOf, streaksOf } from '../earning/series-view'
import { settle } from '../earning/settle'
import { grantAt, measuresOf } from '../earning/tier'
import { promptsFor } from '../feedback/prompt'
import { promptReads } from '../feedback/read'
import { type Call, claimedEmail } from '../http/call'
import { perform } from '../http/perform'
import { iso } from '../http/time'
import { friendReads } from '../referrals/read'
import { invitationOf, referralOf } from '../referrals/view'
import { statusAt } from '../rewards/life'
import { listedCode } from '../rewards/present'
import { codes } from '../rewards/table'
import { plan } from '../store/plan'
import type { Db } from '../store/store'
import { standing } from '../tiers/ladder'
import { accountOf } from '../wallet/account'
import { balance, expiresAt } from '../wallet/ledger'
import { oddsNow } from '../wheel/counters'
import { spinReads } from '../wheel/read'
import { nextSpin, presentState } from '../wheel/state'
import { offerReads, turnsOf } from './offer'
import { tierView } from './tier-view'

const CODES_SHOWN = 20

interface Asking extends Marks {
  merchantId: string
  externalId: string
  realTime: number
}

const meReads = plan((db, asking: Asking) => {
  const { merchantId, externalId, realTime } = asking
  const key = { merchantId, externalId }
  const scope = { merchantId, realTime }
  return {
    ...ownReads(db, key, realTime),
    ...spinReads(db, customerIdOf(key), scope),
    ...codeReads(db, key),
    ...redemptionReads(db, customerIdOf(key), scope),
    ...friendReads(db, customerIdOf(key)),
    ...promptReads(db, key, realTime),
    ...badgeReads(db, customerIdOf(key)),
    ...markReads(db, asking),
  }
})

/** Everything the widget shows about a shopper. Somebody the merchant's server vouches for is created on first sight. */
export async function getMe(call: Call, key: CustomerKey & { externalId: string }) {
  const { externalId, merchantId } = key
  const marks = await marksOf(call, merchantId, { externalId, email: claimedEmail(call) })
  return perform(call, {
    again: true,
    read: db => meReads(db, { ...key, ...marks, realTime: call.realTime }),
    beside: db => offerReads(db, { ...key, realTime: call.realTime }),
    async decide(rows, within) {
      const account = accountOf(rows)
      const { tenant } = within
      const profile = { externalId, name: tenant.shopper?.name, email: tenant.shopper?.email }
      const books = account
        ? openBooks(account, within, rows)
        : openNewBooks(within, profile, rows, tenant.at)
      const statements = account
        ? []
        : [...insertCustomer(call.store.db, books), ...(await bookStatements(call, books))]
      settle(books, tenant.at)
      const live = rows.codes.filter(row => ['issued', 'reserved'].includes(statusAt(row, tenant.at)))
      const states = rows.wheels.map(wheel => {
        const odds = oddsNow(wheel, rows, rows.pools, tenant.at, tenant.zone)
        return presentState(call, books.customer.id, nextSpin(books, wheel, odds, rows))
      })
      const wheels = await Promise.all(states)
      const body: Me = {
        customer: {
          externalId: books.customer.externalId,
          name: books.customer.name,
          kind: books.customer.kind,
        },
        now: iso(tenant.at),
        points: pointsOf(books),
        tier: tierOf(books),
        spins: balance(books, 'spins').available,
        wheels,
        codes: await Promise.all(live.map(row => listedCode(call, row, tenant.at))),
        referral: referralOf(books, rows),
        invitation: invitationOf(books, rows),
        missions: missionsOf(books),
        streaks: streaksOf(books),
        badges: badgesOf(books, rows.badges),
        checkIn: checkInOf(books),
        catalogue: openItems(books, rows),
        prompts: promptsFor(books, rows, { wheels, friends: rows.brought[0]?.joined ?? 0 }),
      }
      return {
        statements,
        reply: { status: 200, body, turnsAt: [...turnsOf(tenant, rows), ...ownTurns(books, live)] },
      }
    },
  })
}

/** What changes by itself without `Me` naming the moment: a code held by an order comes free, spins come and go. */
function ownTurns({ lots }: Books, live: { reservedUntil: number | null }[]): number[] {
  const spins = lots.filter(lot => lot.unit === 'spins').flatMap(lot => [lot.availableAt, lot.expiresAt])
  return [...spins, ...live.map(code => code.reservedUntil)].filter(moment => moment !== null)
}

function codeReads(db: Db, key: CustomerKey) {
  const usable = and(eq(codes.customerId, customerIdOf(key)), inArray(codes.status, ['issued', 'reserved']))
  return {
    codes: db
      .select()
      .from(codes)
      .where(usable)
      .orderBy(desc(codes.issuedAt), sql`id DESC`)
      .limit(CODES_SHOWN),
  }
}

function pointsOf(books: Books): Me['points'] {
  const lots = books.lots.filter(lot => lot.unit === 'points' && lot.remaining > 0)
  const pending = lots
    .filter(lot => lot.availableAt > books.at)
    .map(lot => ({ at: lot.availableAt, points: lot.remaining }))
  const expiring = lots
    .filter(lot => lot.availableAt <= books.at)
    .flatMap(lot => {
      const at = expiresAt(books, lot)
      return at === null ? [] : [{ at, points: lot.remaining }]
    })
  return { ...balance(books, 'points'), nextPending: soonest(pending), nextExpiry: soonest(expiring) }
}

/** Everything that falls on the first date. */
function soonest(dated: { at: number; points: number }[]): { at: string; points: number } | null {
  if (dated.length === 0) return null
  const at = Math.min(...dated.map(each => each.at))
  return {
    at: iso(at),
    points: dated.filter(each => each.at === at).reduce((sum, each) => sum + each.points, 0),
  }
}

function tierOf(books: Books): Me['tier'] {
  const { ladder } = books.rules.program
  if (!ladder) return null
  const stand = standing(ladder, grantAt(books, books.at), measuresOf(books), books.at, books.rules.zone)
  return {
    current: tierView(ladder, stand.currentId),
    next: tierView(ladder, stand.nextId),
    progress: stand.progress,
    toNext: stand.toNext,
    keptUntil: stand.keptUntil === null ? null : iso(stand.keptUntil),
    toKeep: stand.toKeep,
  }
}
