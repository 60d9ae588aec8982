import type { Claim, ClaimResult, Visit, VisitResult } from '../contract'
import type { Client } from './client'
import { readMe } from './read'
import { isRefusal } from './retry'

/** Remembers whose link was followed, unless one is remembered already: the first link counts. @throws LaurelError */
export async function visit(client: Client, slug: string): Promise<void> {
  const kept = client.visit.read()
  if (!kept || Date.parse(kept.expiresAt) <= Date.now()) {
    const body = { slug } satisfies Visit
    const { visitId, expiresAt } = await client.send<VisitResult>({ path: '/v1/referrals/visits', body })
    client.visit.write({ visitId, expiresAt })
  }
  await claim(client)
}

/** The friend is somebody now. A claim that is refused is forgotten; one that was lost is made again on the next page. */
export async function claim(client: Client): Promise<void> {
  const { session } = client
  const kept = client.visit.read()
  if (!kept || !session || !client.state.me.value) return
  try {
    const body = { visitId: kept.visitId } satisfies Claim
    await session.send<ClaimResult>({ path: '/v1/referrals/claims', body })
  } catch (thrown) {
    if (!isRefusal(thrown)) return
  }
  client.visit.clear()
  if (session === client.session) await readMe(client)
}
