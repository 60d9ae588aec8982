import type { Errand } from '../http/call'
import { isoOrNull } from '../http/time'
import type { Statement } from '../store/store'
import { messageStatements, type Told } from '../webhooks/outbox'
import type { Books } from './books'

/** Tells of every tier that was reached or lost. One that is kept for another period is no change. */
export function tierStatements(errand: Errand, { customer, written, random }: Books): Statement[] {
  const { id: customerId, merchantId } = customer
  const told = written.journal.flatMap(({ kind, seq, at, note }): Told[] => {
    const [change] = note.because ?? []
    if (kind !== 'tier' || change === 'kept') return []
    const keptUntil = isoOrNull(written.grants.find(grant => grant.seq === seq)?.endsAt ?? null)
    const data = { customerId, tierId: note.tier ?? null, change, keptUntil }
    return [{ merchantId, type: 'tier.changed', customerId, data, at }]
  })
  return messageStatements(errand.store.db, random, errand.realTime, told)
}
