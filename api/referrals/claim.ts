import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Claim, ClaimResult } from '../../sdk/contract'
import { insertCustomer, openNewBooks } from '../customers/create'
import { markReads, marksOf } from '../customers/marks'
import { customerIdOf, familyOf } from '../customers/read'
import type { Awarded } from '../earning/award'
import { bookStatements, earningReads, openBooks } from '../earning/books'
import { stateOf } from '../earning/referral'
import { promote, settle } from '../earning/settle'
import { earnings } from '../earning/table'
import { type Call, claimedEmail } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { addDays } from '../merchants/calendar'
import { merchantTime, type Shop } from '../merchants/tenant'
import type { Db } from '../store/store'
import { accountOf } from '../wallet/account'
import { bring } from './bring'
import { advocateOf, broughtBy, obstacle } from './obstacle'
import { bringReads, type ReferralRow } from './read'
import { visits } from './table'

/**
 * A friend says whose link brought them. One advocate for ever: the same claim again changes nothing. Claims from one
 * network take turns, so that each sees those before it.
 */
export async function claim(call: Call, key: { merchantId: string; externalId: string }, { visitId }: Claim) {
  const { merchantId, externalId } = key
  const marks = await marksOf(call, merchantId, { externalId, email: claimedEmail(call) })
  const network = await call.platform.vault.networkHash(call.network, call.realTime)
  const friendId = customerIdOf(key)
  const advocateId = sql`(SELECT advocate_id FROM referral_visits WHERE id = ${visitId} AND merchant_id = ${merchantId})`
  const at = merchantTime(merchantId, call.realTime)
  return perform(call, {
    journal: `${merchantId}/network:${network}`,
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...markReads(db, { merchantId, ...marks, realTime: call.realTime }),
      ...bringReads(db, { merchantId, advocateId, friendId, at, network }),
      visit: db
        .select()
        .from(visits)
        .where(and(eq(visits.id, visitId), eq(visits.merchantId, merchantId))),
      ...claimedReads(db, friendId),
    }),
    async decide(rows, within) {
      const { tenant } = within
      const { shopper, program, zone } = tenant
      const account = accountOf(rows)
      const profile = { externalId, name: shopper?.name, email: shopper?.email }
      const books = account
        ? openBooks(account, within, rows)
        : openNewBooks(within, profile, rows, tenant.at)
      const [found] = rows.visit
      const known = broughtBy(books)
      if (known && found?.advocateId === known.advocateId) {
        const body = present(known, sumOf(rows.claimEarnings), tenant)
        return { statements: [], reply: { status: 200, body, customerId: books.customer.id } }
      }
      if (!program.referral) throw refuse('referrals_closed')
      const advocate = advocateOf(rows)
      if (!found || !advocate) throw refuse('not_found')
      if (addDays(found.at, program.referral.windowDays, zone) <= tenant.at) throw refuse('referral_expired')
      const email = books.customer.email ?? shopper?.email ?? null
      const code = obstacle(books, advocate, rows, { email })
      if (code) throw refuse(code)
      settle(books, tenant.at)
      const claimed = { advocate, email, visitId, network, claimedAt: tenant.at }
      const { referral, earned, statements } = await bring(call, books, rows, claimed)
      promote(books)
      return {
        statements: [
          ...(account ? [] : insertCustomer(call.store.db, books)),
          ...(await bookStatements(call, books)),
          ...statements,
        ],
        reply: { status: 201, body: present(referral, earned, tenant), customerId: books.customer.id },
      }
    },
  })
}

/** What an earlier claim has given, also where a guest made it who is a customer by now. */
const claimedReads = (db: Db, friendId: SQL) => ({
  claimEarnings: db
    .select({ unit: earnings.unit, held: earnings.held })
    .from(earnings)
    .where(
      and(
        inArray(earnings.customerId, familyOf(friendId)),
        sql`source = (SELECT 'referral:' || id FROM referrals WHERE friend_id = ${friendId})`,
      ),
    ),
})

function sumOf(rows: { unit: string; held: number }[]): Awarded {
  const held = (unit: string) => rows.reduce((sum, row) => (row.unit === unit ? sum + row.held : sum), 0)
  return { points: held('points'), spins: held('spins'), rewards: held('reward') }
}

const present = (referral: ReferralRow, earned: Awarded, shop: Shop): ClaimResult => ({
  ...{ id: referral.id, state: stateOf(referral, shop, shop.at), earned },
})
