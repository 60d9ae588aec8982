import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Visit, VisitResult } from '../../sdk/contract'
import { customers } from '../customers/table'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { addDays } from '../merchants/calendar'
import { newId } from '../store/id'
import { firstName } from './first-name'
import { visits } from './table'

const DAY_MS = 86_400_000

/** Somebody follows a link. Who that is nobody knows; the same network on the same day is the same visit. */
export async function visit(call: Call, { slug }: Visit) {
  const merchantId = merchantIdOf(call)
  const network = await call.platform.vault.networkHash(call.network, call.realTime)
  const linked = and(
    eq(customers.merchantId, merchantId),
    eq(customers.slug, slug),
    isNull(customers.erasedAt),
  )
  const advocateId = sql`(SELECT id FROM customers WHERE merchant_id = ${merchantId} AND slug = ${slug})`
  return perform(call, {
    read: db => ({
      advocate: db
        .select()
        .from(customers)
        .where(and(linked, eq(customers.kind, 'customer'))),
      known: db
        .select()
        .from(visits)
        .where(and(eq(visits.advocateId, advocateId), eq(visits.network, network))),
    }),
    decide({ advocate: [advocate], known: [known] }, { tenant, random }) {
      const { program, zone, at } = tenant
      if (!program.referral) throw refuse('referrals_closed')
      if (!advocate) throw refuse('not_found')
      const { db } = call.store
      const row = known ?? {
        ...{ id: newId('vis', call.realTime, random), merchantId, advocateId: advocate.id },
        ...{ at, network },
      }
      // A test clock has moved on since: the visit is of its today.
      const isOld = at - row.at >= DAY_MS
      const body: VisitResult = {
        visitId: row.id,
        advocate: { name: firstName(advocate.name) },
        expiresAt: iso(addDays(isOld ? at : row.at, program.referral.windowDays, zone)),
      }
      const reply = { body, customerId: advocate.id }
      if (!known) return { statements: [db.insert(visits).values(row)], reply: { ...reply, status: 201 } }
      const moved = db.update(visits).set({ at }).where(eq(visits.id, row.id))
      return { statements: isOld ? [moved] : [], reply: { ...reply, status: 200 } }
    },
  })
}
