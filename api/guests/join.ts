import { and, eq, sql } from 'drizzle-orm'
import type { GuestSession, JoinAsGuest } from '../../sdk/contract'
import { insertCustomer } from '../customers/create'
import { normaliseEmail } from '../customers/email-key'
import { markReads, NO_MARKS } from '../customers/marks'
import { hasEmail } from '../customers/read'
import { consents, customers } from '../customers/table'
import { type Books, bookStatements, openBooks } from '../earning/books'
import { promote } from '../earning/settle'
import { type Call, merchantIdOf } from '../http/call'
import { perform, type Within } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { dayNumber } from '../merchants/calendar'
import { merchantTime } from '../merchants/tenant'
import { guestIdOf, signGuestToken } from '../merchants/token'
import { newId } from '../store/id'
import type { Db, Rows, Statement } from '../store/store'
import { emptyAccount } from '../wallet/account'
import { append } from '../wallet/ledger'
import { countRefused, refusedReads } from './refused'
import { guests } from './table'

const DAY_MS = 86_400_000

/** What keeps one person from joining often, as keyed names. */
interface Joining {
  merchantId: string
  emailKey: string
  network: string
}

/**
 * A visitor becomes a guest: a customer's row and journal of their own, the record of what they agreed to, and a
 * token for the next weeks. No rule pays for it: the welcome is for accounts.
 */
export async function joinAsGuest(call: Call, input: JoinAsGuest) {
  const { vault } = call.platform
  const merchantId = merchantIdOf(call)
  const joining = {
    merchantId,
    emailKey: await vault.emailKey(merchantId, normaliseEmail(input.email)),
    network: await vault.networkHash(call.network, call.realTime),
  }
  return perform(call, {
    journal: `${merchantId}/guests`,
    read: db => ({
      ...joinReads(db, joining, input.email, call.realTime),
      ...markReads(db, { ...NO_MARKS, merchantId, emailMark: joining.emailKey, realTime: call.realTime }),
      ...refusedReads(call, joining.network),
    }),
    async decide(rows, within) {
      const { tenant } = within
      const numberOfDay = admit(rows, rows.refused[0]?.count ?? 0, input, within)
      if ([rows.known, rows.customers, rows.erased].some(found => found.length > 0)) {
        const most = tenant.program.guests?.perNetworkPerDay ?? 0
        const refused = { keyId: tenant.key.id, network: joining.network, most }
        return { statements: countRefused(call, refused), reply: refuse('already_joined') }
      }
      const books = openGuestBooks(within, input)
      const { id: customerId, externalId } = books.customer
      const joined = { customerId, ...joining, numberOfDay, day: dayNumber(tenant.at, tenant.zone) }
      const { token, expiresAt } = await signGuestToken(
        call.platform,
        { merchantId, externalId },
        call.realTime,
      )
      const body: GuestSession = { token, expiresAt: iso(expiresAt) }
      const { db } = call.store
      return {
        statements: [
          ...insertCustomer(db, books),
          ...(await bookStatements(call, books)),
          db.insert(guests).values({ ...joined, at: call.realTime }),
          consented(db, books, input.consent),
        ],
        reply: { status: 201, body, customerId },
      }
    },
  })
}

/** How many joined on the days around now: the zone, known only then, decides which of them is today. */
function joinReads(db: Db, { merchantId, emailKey, network }: Joining, email: string, realTime: number) {
  const mine = eq(guests.merchantId, merchantId)
  const utcDay = sql`(${merchantTime(merchantId, realTime)}) / ${sql.raw(String(DAY_MS))}`
  return {
    known: db
      .select({ id: guests.customerId })
      .from(guests)
      .where(and(mine, eq(guests.emailKey, emailKey)))
      .limit(1),
    customers: db
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.merchantId, merchantId), hasEmail(email)))
      .limit(1),
    ofDay: db
      .select({ day: guests.day, last: sql<number>`max(number_of_day)` })
      .from(guests)
      .where(and(mine, sql`day BETWEEN ${utcDay} - 1 AND ${utcDay} + 1`))
      .groupBy(guests.day),
    ofNetwork: db
      .select({ count: sql<number>`count(*)` })
      .from(guests)
      .where(and(mine, eq(guests.network, network))),
  }
}

/**
 * The guest's number of the day, or a refusal. Two who take the same number collide, so no limit is ever passed.
 * Limits come before the address: whoever asks for many is told of few whether they have joined.
 */
function admit(
  rows: Rows<ReturnType<typeof joinReads>>,
  refused: number,
  { consent }: JoinAsGuest,
  { tenant }: Within,
): number {
  const { guests: rules } = tenant.program
  if (!rules) throw refuse('guests_closed')
  if (consent.terms !== rules.terms) throw refuse('terms_changed')
  if ((rows.ofNetwork[0]?.count ?? 0) + refused >= rules.perNetworkPerDay) throw refuse('guest_limit')
  const today = dayNumber(tenant.at, tenant.zone)
  const last = rows.ofDay.find(({ day }) => day === today)?.last ?? 0
  if (last >= rules.perDay) throw refuse('guest_limit')
  return last + 1
}

const NOTHING = { pools: [], ownReferrals: [], usesRecent: [], usesEver: [], progress: [], paidGoals: [] }

function openGuestBooks(within: Within, { email, locale, timeZone }: JoinAsGuest): Books {
  const { tenant, random } = within
  const id = newId('cus', tenant.at, random)
  const customer = {
    ...{ id, merchantId: tenant.merchant.id, externalId: guestIdOf(id), email, name: null, birthday: null },
    ...{ locale: locale ?? null, timeZone: timeZone ?? null, segments: [], kind: 'guest' as const },
    ...{ slug: null, mergedInto: null, erasedAt: null, returnedAt: null, createdAt: tenant.at },
  }
  const books = openBooks(emptyAccount(customer), within, NOTHING)
  append(books, { kind: 'welcome', source: 'welcome' })
  promote(books)
  return books
}

/** A record of the answer to each question, so a no is kept as well. */
function consented(db: Db, { customer, at }: Books, { terms, marketing }: JoinAsGuest['consent']): Statement {
  const row = { customerId: customer.id, at, version: terms }
  return db.insert(consents).values([
    { ...row, kind: 'terms', granted: true },
    { ...row, kind: 'marketing', granted: marketing },
  ])
}
