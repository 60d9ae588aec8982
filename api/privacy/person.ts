import { inArray, or, type SQL } from 'drizzle-orm'
import { redemptions } from '../catalogue/table'
import { type CustomerKey, customerIdOf, familyOf } from '../customers/read'
import { consents, customers } from '../customers/table'
import { earnings, events, progress } from '../earning/table'
import { prompts, responses } from '../feedback/table'
import { guests } from '../guests/table'
import { orders, refunds } from '../orders/table'
import { referrals, visits } from '../referrals/table'
import { codes } from '../rewards/table'
import type { Db, Rows } from '../store/store'
import { grants } from '../tiers/table'
import { allocations, debts, journal, lots } from '../wallet/table'
import { messages } from '../webhooks/table'
import { spins } from '../wheel/table'

/** Every row about one person and the guests they once were. A new table with a customer in it belongs here. */
export function personReads(db: Db, key: CustomerKey) {
  const family = familyOf(customerIdOf(key))
  return {
    ...ledgerReads(db, family),
    ...deedReads(db, family),
    people: db.select().from(customers).where(inArray(customers.id, family)),
    consents: db.select().from(consents).where(inArray(consents.customerId, family)),
    joined: db.select().from(guests).where(inArray(guests.customerId, family)),
    referrals: db
      .select()
      .from(referrals)
      .where(or(inArray(referrals.friendId, family), inArray(referrals.advocateId, family))),
    visits: db.select().from(visits).where(inArray(visits.advocateId, family)),
    responses: db.select().from(responses).where(inArray(responses.customerId, family)),
    prompts: db.select().from(prompts).where(inArray(prompts.customerId, family)),
    messages: db.select().from(messages).where(inArray(messages.customerId, family)),
  }
}

function ledgerReads(db: Db, family: SQL) {
  return {
    journal: db.select().from(journal).where(inArray(journal.customerId, family)).orderBy(journal.seq),
    lots: db.select().from(lots).where(inArray(lots.customerId, family)).orderBy(lots.seq),
    allocations: db.select().from(allocations).where(inArray(allocations.customerId, family)),
    debts: db.select().from(debts).where(inArray(debts.customerId, family)),
    tiers: db.select().from(grants).where(inArray(grants.customerId, family)),
    earnings: db.select().from(earnings).where(inArray(earnings.customerId, family)),
    progress: db.select().from(progress).where(inArray(progress.customerId, family)),
  }
}

function deedReads(db: Db, family: SQL) {
  const ordered = db.select({ id: orders.id }).from(orders).where(inArray(orders.customerId, family))
  return {
    orders: db.select().from(orders).where(inArray(orders.customerId, family)),
    refunds: db.select().from(refunds).where(inArray(refunds.orderId, ordered)),
    events: db.select().from(events).where(inArray(events.customerId, family)),
    codes: db.select().from(codes).where(inArray(codes.customerId, family)),
    spins: db.select().from(spins).where(inArray(spins.customerId, family)),
    redemptions: db.select().from(redemptions).where(inArray(redemptions.customerId, family)),
  }
}

export type PersonRows = Rows<ReturnType<typeof personReads>>

/** The person themselves, before the guests. */
export function selfOf({ people }: PersonRows) {
  return people.find(({ mergedInto }) => !people.some(({ id }) => id === mergedInto))
}
