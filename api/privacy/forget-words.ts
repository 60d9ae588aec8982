import { and, inArray, isNull, or, sql } from 'drizzle-orm'
import { consents } from '../customers/table'
import { prompts, responses } from '../feedback/table'
import { guests } from '../guests/table'
import { idempotency } from '../http/table'
import { referrals, visits } from '../referrals/table'
import type { Db, Statement } from '../store/store'
import { deliveries, messages } from '../webhooks/table'
import type { PersonRows } from './person'

/**
 * What the person said and agreed to, the names they were known by, and every reply that is still kept. The keyed hash of
 * their network stays for the days it is kept of anybody, so that limits per network hold.
 */
export function forgetWords(db: Db, { people, referrals: brought }: PersonRows, ids: string[]): Statement[] {
  const visitIds = brought
    .filter(({ friendId }) => ids.includes(friendId))
    .map(({ visitId }) => visitId ?? '')
  const told = db.select({ id: messages.id }).from(messages).where(inArray(messages.customerId, ids))
  return [
    ...forgetAnswers(db, ids),
    db.delete(prompts).where(inArray(prompts.customerId, ids)),
    db.delete(consents).where(inArray(consents.customerId, ids)),
    db.update(guests).set({ emailKey: sql`customer_id` }).where(inArray(guests.customerId, ids)),
    db
      .update(referrals)
      .set({ reason: null })
      .where(or(inArray(referrals.friendId, ids), inArray(referrals.advocateId, ids))),
    db.update(referrals).set({ emailKey: null }).where(inArray(referrals.friendId, ids)),
    db.update(visits).set({ network: sql`id` }).where(inArray(visits.id, visitIds)),
    db.delete(deliveries).where(inArray(deliveries.messageId, told)),
    db.delete(messages).where(inArray(messages.customerId, ids)),
    db.delete(idempotency).where(
      or(
        inArray(idempotency.customerId, ids),
        inArray(
          idempotency.scope,
          people.map(({ merchantId, externalId }) => `${merchantId}/${externalId}`),
        ),
      ),
    ),
  ]
}

/** A score is a figure of the shop's by then; without one nothing is left. */
function forgetAnswers(db: Db, ids: string[]): Statement[] {
  const theirs = inArray(responses.customerId, ids)
  return [
    db.delete(responses).where(and(theirs, isNull(responses.score))),
    db
      .update(responses)
      .set({
        ...{ customerId: null, promptId: null, externalId: null, comment: null },
        ...{ page: null, order: null, locale: null, note: null },
      })
      .where(theirs),
  ]
}
