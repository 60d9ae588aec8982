import fc from 'fast-check'
import type { GuestSession, MergeResult } from '../../../sdk/contract'
import { welcome } from '../award'
import type { Customer } from '../books'
import { merge, openGuest, refuseJoin } from '../guests'
import { agree, both, compareBalance, NAMES, type Play, type Touched } from '../play'
import { outcomeOf, refused } from '../refused'
import { EMAILS, TERMS, ZONES } from '../shape'
import { pass } from '../time'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never

/** A visitor joins; the next steps of a guest are those of any customer. */
export const join = fc.record({
  ...{ kind: fc.constant('join' as const), email: fc.constantFrom(null, null, null, ...EMAILS) },
  timeZone: fc.option(fc.constantFrom(...ZONES), { freq: 2, nil: undefined }),
  hasOldTerms: fc.constantFrom(false, false, false, false, true),
})

export async function runJoin(play: Play, drawn: Drawn<typeof join>): Promise<Touched> {
  play.serial += 1
  const email = drawn.email ?? `visitor${play.serial}@example.com`
  const expected = outcomeOf(() => {
    if (!play.rules.program.guests) refused('guests_closed')
    if (drawn.hasOldTerms) refused('terms_changed')
    refuseJoin(email, [...play.customers.values()])
  })
  const consent = { terms: drawn.hasOldTerms ? 'old' : TERMS }
  const { status, body, text } = await play.app.request<GuestSession & { code?: string }>(
    'POST',
    `/v1/guests?key=${play.api.publishableKey}`,
    { body: { email, consent, timeZone: drawn.timeZone } },
  )
  if ((status === 201 ? 'ok' : body.code) !== expected)
    throw new Error(`the model expects ${expected}, the API answers ${status} ${text}`)
  play.sent += 1
  if (status !== 201) return null
  const { sub } = JSON.parse(Buffer.from(body.token.split('.')[1] ?? '', 'base64url').toString())
  const guest = openGuest(String(sub), body.token, email, play.now, play.rules)
  guest.timeZone = drawn.timeZone ?? null
  play.customers.set(guest.externalId, guest)
  return guest.externalId
}

/** The guest turns out to be somebody, who may be new; now and then for the second time, or somebody else. */
export const mergeOne = fc.record({
  ...{ kind: fc.constant('merge' as const), name: fc.constantFrom(...NAMES), which: fc.nat({ max: 9 }) },
  by: fc.constantFrom('shopper' as const, 'merchant' as const),
  again: fc.constantFrom(false, false, false, true),
})

export async function runMerge(play: Play, drawn: Drawn<typeof mergeOne>): Promise<Touched> {
  const { name, which } = drawn
  const guests = [...play.customers.values()].filter(
    ({ kind, mergedInto }) => kind === 'guest' && drawn.again === (mergedInto !== null),
  )
  const chosen = guests[which % Math.max(1, guests.length)]
  const isNew = !play.customers.has(name)
  const by = isNew ? 'shopper' : drawn.by
  if (!chosen) return null
  let expected: MergeResult = { merged: false, points: 0, spins: 0, codes: 0 }
  const happens = (customer: Customer, all: Map<string, Customer>) => {
    const guest = all.get(chosen.externalId) ?? refused('not_found')
    if (guest.mergedInto === name) return
    if (guest.mergedInto !== null) refused('merged')
    if (isNew) welcome(customer, play.rules)
    pass(customer, play.now, play.rules)
    pass(guest, play.now, play.rules)
    const advocate = guest.invitation && all.get(guest.invitation.advocate)
    expected = merge(customer, guest, advocate ?? undefined, play.rules)
  }
  const done = await both(play, name, happens, () =>
    by === 'shopper'
      ? play.api.sendAs<MergeResult>(name, 'POST', '/v1/me/merges', { guestToken: chosen.token })
      : play.api.send<MergeResult>('POST', `/v1/customers/${play.customers.get(name)?.id}/merges`, {
          guestId: chosen.id,
        }),
  )
  if (!done) return name
  agree('the merge', expected, done.body)
  if (done.customer.id === '') await compareBalance(play, name)
  return name
}
