import fc from 'fast-check'
import type { ClaimResult, Page, Referral as ReferralBody, VisitResult } from '../../../sdk/contract'
import { welcome } from '../award'
import { type Customer, openAccount } from '../books'
import { addDays } from '../calendar'
import { agree, ask, both, compareBalance, NAMES, type Play, someone, type Touched } from '../play'
import { bring, completesAt, decide, type Referral, refuseClaim, stateOf, type Visit } from '../referrals'
import { refused } from '../refused'
import { pass } from '../time'
import { runAdjust } from './customer'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never
const network = fc.constantFrom('192.0.2.1', '192.0.2.1', '192.0.2.2')
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** Somebody follows the link of somebody. */
export const visit = fc.record({
  ...{ kind: fc.constant('visit' as const), who: fc.nat({ max: 9 }), network },
})

export async function runVisit(play: Play, drawn: Drawn<typeof visit>): Promise<Touched> {
  const { referral } = play.rules.program
  const advocate = someone(play, drawn.who, ({ slug }) => slug !== null)
  if (!advocate || !referral) return null
  const { externalId, slug } = advocate
  const path = `/v1/referrals/visits?key=${play.api.publishableKey}`
  const sent = { body: { slug }, network: drawn.network }
  const { status, body, text } = await play.app.request<VisitResult>('POST', path, sent)
  const known = play.visits.find(each => each.advocate === externalId && each.network === drawn.network)
  const seen: Visit = known ?? {
    id: body.visitId,
    advocate: externalId,
    network: drawn.network,
    at: play.now,
  }
  if (!known) play.visits.push(seen)
  // The network's hash is of a real day, which stands still here; the merchant's days go on.
  if (play.now - seen.at >= 86_400_000) seen.at = play.now
  if (status !== (known ? 200 : 201)) throw new Error(`the visit: ${status} ${text}`)
  const expiresAt = iso(addDays(seen.at, referral.windowDays, play.rules.zone))
  agree('the visit', { visitId: seen.id, advocate: { name: null }, expiresAt }, body)
  play.sent += 1
  return externalId
}

/** A friend says whose link brought them, who may be new here. */
export const claim = fc.record({
  ...{ kind: fc.constant('claim' as const), name: fc.constantFrom(...NAMES), which: fc.nat({ max: 9 }) },
  /** Where there is one, instead of `name`. */
  guest: fc.constantFrom(null, null, null, 0, 1, 2),
  network: fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'),
})

export async function runClaim(play: Play, drawn: Drawn<typeof claim>): Promise<Touched> {
  const { which, network } = drawn
  const guest = drawn.guest === null ? undefined : someone(play, drawn.guest, ({ kind }) => kind === 'guest')
  const name = guest?.externalId ?? drawn.name
  const visited = play.visits[which % Math.max(1, play.visits.length)]
  const { referral } = play.rules.program
  if (!visited || !referral) return null
  const friend = guest ?? openAccount(name, play.now, null)
  let expected: Omit<ClaimResult, 'id'> | undefined
  const happens = (friend: Customer, all: Map<string, Customer>) => {
    const { invitation } = friend
    if (invitation?.advocate === visited.advocate) {
      expected = { state: stateOf(invitation, play.now, play.rules), earned: invitation.earned }
      return
    }
    const advocate = all.get(visited.advocate) ?? refused('not_found')
    if (addDays(visited.at, referral.windowDays, play.rules.zone) <= play.now) refused('referral_expired')
    refuseClaim(friend, advocate)
    if (!play.customers.has(name)) welcome(friend, play.rules)
    pass(friend, play.now, play.rules)
    const brought = { at: play.now, now: play.now, network }
    const earned = bring(friend, advocate, [...all.values()], brought, play.rules)
    if (friend.invitation) expected = { state: stateOf(friend.invitation, play.now, play.rules), earned }
  }
  const done = await both(play, name, happens, () =>
    ask<ClaimResult>(play, friend, 'POST', '/v1/referrals/claims', { visitId: visited.id }, { network }),
  )
  if (!done) return name
  const { id, ...rest } = done.body
  if (done.customer.invitation) done.customer.invitation.id = id
  agree('the claim', expected, rest)
  if (done.customer.id === '') await compareBalance(play, name)
  await compareReferrals(play)
  return name
}

/** The merchant's word on a referral, wanted or not. */
export const decision = fc.record({
  ...{ kind: fc.constant('decide' as const), which: fc.nat({ max: 9 }) },
  word: fc.constantFrom('approved' as const, 'approved' as const, 'declined' as const),
})

export async function runDecision(play: Play, { which, word }: Drawn<typeof decision>): Promise<Touched> {
  const known = referralsOf(play).filter(({ id }) => id !== '')
  const one = known[which % Math.max(1, known.length)]
  if (!one) return null
  const happens = (friend: Customer) => {
    const mine = friend.invitation
    if (!mine) return
    decide(friend, mine, word, play.now, play.rules, () => pass(friend, play.now, play.rules))
  }
  const path = `/v1/referrals/${one.id}`
  const done = await both(play, one.friend, happens, () =>
    play.api.send<ReferralBody>('PATCH', path, { decision: word }),
  )
  if (!done) return one.friend
  await compareReferrals(play)
  return runAdjust(play, { ...LINE, name: one.friend })
}

/** The end of a review is a line of the books, other decisions are none: now both know how far the books go. */
const LINE = {
  ...({ kind: 'adjust', who: 0, unit: 'spins', amount: 50, countsForTier: false } as const),
  ...{ expiresInDays: null, isSentTwice: false },
}

const referralsOf = ({ customers }: Play): Referral[] =>
  [...customers.values()].flatMap(({ friends }) => friends).sort((a, b) => a.number - b.number)

/** All of them, as the merchant sees them. */
export async function compareReferrals(play: Play): Promise<void> {
  const known = referralsOf(play)
  if (known.length === 0) return
  const { body } = await play.api.send<Page<ReferralBody>>('GET', '/v1/referrals?limit=100')
  for (const shown of body.data) {
    const nameless = known.find(({ id, friend }) => id === '' && idOf(play, friend) === shown.friendId)
    if (nameless) nameless.id = shown.id
  }
  const shown = new Map(body.data.map(each => [each.id, each]))
  for (const each of known)
    agree(`referral ${each.number}`, faceOf(play, each), shownFace(play, shown.get(each.id)))
  agree('referrals', known.length, body.data.length)
}

const idOf = ({ customers }: Play, name: string) => customers.get(name)?.id

function faceOf(play: Play, referral: Referral) {
  const { now, rules } = play
  const state = stateOf(referral, now, rules)
  const due = iso(completesAt(referral, rules))
  return {
    ...{ advocateId: idOf(play, referral.advocate), friendId: idOf(play, referral.friend), state },
    ...{ flags: referral.flags, claimedAt: iso(referral.claimedAt), reviewUntil: iso(referral.reviewUntil) },
    ...{ decision: referral.decision, orderPaidAt: referral.orderPaidAt, completesAt: due },
    completedAt: state === 'completed' ? due : null,
  }
}

/** Of two orders of one moment either may be the one that counts. */
function shownFace({ customers }: Play, body: ReferralBody | undefined) {
  if (!body) return undefined
  const { id: _, reason: __, order, ...rest } = body
  const all = [...customers.values()].flatMap(({ orders }) => [...orders])
  const paidAt = all.find(([externalId]) => externalId === order)?.[1].paidAt ?? null
  return { ...rest, orderPaidAt: paidAt }
}
