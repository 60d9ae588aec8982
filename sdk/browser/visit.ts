import type { ClaimResult, VisitResult } from '../contract'
import type { Client } from './client'
import { isRefusal } from './spin'

/** A friend's link that was followed here: claimed as soon as we know who followed it. */
export interface KeptVisit {
  visitId: string
  /** RFC 3339; after it nobody can claim. */
  expiresAt: string
}

/** Remembers the visit, unless one is remembered already: the first link counts. @throws LaurelError */
export async function visit(client: Client, slug: string): Promise<void> {
  const kept = client.visit.read()
  if (kept && Date.parse(kept.expiresAt) > Date.now()) return
  const { visitId, expiresAt } = await client.send<VisitResult>({
    path: '/v1/referrals/visits',
    body: { slug },
  })
  client.visit.write({ visitId, expiresAt })
}

/** The friend is somebody now. A claim that is refused is forgotten; one that was lost is made again on the next page. */
export async function claim(client: Client): Promise<boolean> {
  const { session } = client
  const kept = client.visit.read()
  if (!kept || !session || !client.state.me.value) return false
  try {
    const { visitId } = kept
    await session.send<ClaimResult>({ path: '/v1/referrals/claims', body: { visitId } })
  } catch (thrown) {
    if (!isRefusal(thrown)) return false
  }
  client.visit.clear()
  return true
}
