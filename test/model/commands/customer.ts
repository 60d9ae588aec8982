import fc from 'fast-check'
import type { Adjust, Customer as CustomerBody, EventResult } from '../../../sdk/contract'
import { awardFact, welcome } from '../award'
import { balance, type Customer, give, spend } from '../books'
import { DAY_MS } from '../calendar'
import { agree, both, NAMES, type Play, sameCustomer, someone, type Touched } from '../play'
import { refused } from '../refused'
import { EMAILS, EVENT, ZONES } from '../shape'
import { climb } from '../tiers'
import { pass } from '../time'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never
const name = fc.constantFrom(...NAMES)
const who = fc.nat({ max: 5 })

/** Somebody signs up, or tells a birthday. */
export const profile = fc.record({
  ...{ kind: fc.constant('profile' as const), name },
  birthday: fc.constantFrom(null, '1990-04-30', '1988-02-29', '1975-12-31', '2000-03-03'),
  email: fc.constantFrom(null, null, ...EMAILS),
  timeZone: fc.option(fc.constantFrom(...ZONES), { freq: 3, nil: undefined }),
})

export async function runProfile(
  play: Play,
  { name, birthday, timeZone, email }: Drawn<typeof profile>,
): Promise<Touched> {
  const isNew = !play.customers.has(name)
  const happens = (customer: Customer) => {
    if (!isNew && customer.birthday !== birthday) pass(customer, play.now, play.rules)
    if (customer.birthday !== birthday) customer.birthdayKnownAt = customer.bookedAt
    customer.birthday = birthday
    if (timeZone !== undefined) customer.timeZone = timeZone
    if (email !== null) customer.email = email
    if (isNew) welcome(customer, play.rules)
  }
  const body = { externalId: name, birthday, timeZone, ...(email !== null && { email }) }
  const answer = () => play.api.send<CustomerBody>('POST', '/v1/customers', body)
  const done = await both(play, name, happens, answer)
  if (!done) return name
  done.customer.id = done.body.id
  sameCustomer(play, done.customer, done.body)
  return null
}

/** Points or spins by hand. */
export const adjust = fc.record({
  ...{ kind: fc.constant('adjust' as const), who },
  unit: fc.constantFrom('points' as const, 'points' as const, 'spins' as const),
  amount: fc.integer({ min: -150, max: 150 }).filter(amount => amount !== 0),
  countsForTier: fc.boolean(),
  expiresInDays: fc.constantFrom(null, null, 1, 20, 90),
  isSentTwice: fc.boolean(),
})

export async function runAdjust(
  play: Play,
  drawn: Drawn<typeof adjust> & { name?: string },
): Promise<Touched> {
  const known = someone(play, drawn.who, each => [each.externalId, undefined].includes(drawn.name))
  if (!known) return null
  const { unit, amount, countsForTier, expiresInDays } = drawn
  const size = unit === 'spins' ? Math.sign(amount) * Math.ceil(Math.abs(amount) / 50) : amount
  const expiresAt = expiresInDays === null ? null : play.now + expiresInDays * DAY_MS
  const body: Adjust = {
    ...{ [unit]: size, reason: 'by hand', countsForTier },
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  }
  const happens = (customer: Customer) => {
    pass(customer, play.now, play.rules)
    if (size < 0) {
      if (balance(customer, unit).available < -size) refused(`insufficient_${unit}`)
      spend(customer, unit, -size, 'adjustedAway', play.rules)
    } else {
      const counts = unit === 'points' && countsForTier ? size : 0
      give(
        customer,
        { unit, amount: size, availableAt: play.now, expiresAt, source: 'adjustment', counts },
        play.rules,
      )
    }
    climb(customer, play.rules)
  }
  play.serial += 1
  const idempotencyKey = `adjustment-${play.serial}`
  const path = `/v1/customers/${known.id}/adjustments`
  const answer = () => play.api.send<CustomerBody>('POST', path, body, { idempotencyKey })
  const done = await both(play, known.externalId, happens, answer)
  if (!done) return known.externalId
  sameCustomer(play, done.customer, done.body)
  if (drawn.isSentTwice) agree('the adjustment again', done.body, (await answer()).body)
  return null
}

/** Something else a rule listens to; the same event twice is one. */
export const event = fc.record({
  ...{ kind: fc.constant('event' as const), name },
  isRepeated: fc.boolean(),
  agoMs: fc.constantFrom(0, 0, 2 * DAY_MS),
})

export async function runEvent(
  play: Play,
  { name, isRepeated, agoMs }: Drawn<typeof event>,
): Promise<Touched> {
  const isNew = !play.customers.has(name)
  play.serial += 1
  const externalId = `event-${play.serial}`
  const at = play.now - agoMs
  let awarded = { points: 0, spins: 0, rewards: 0 }
  const happens = (customer: Customer) => {
    if (isNew) {
      Object.assign(customer, { createdAt: at, bookedAt: at })
      welcome(customer, play.rules)
    }
    pass(customer, at, play.rules)
    awarded = awardFact(customer, { on: EVENT, source: `event:${externalId}` }, play.rules)
    climb(customer, play.rules)
  }
  const body = { externalId, customer: { externalId: name }, name: EVENT, at: new Date(at).toISOString() }
  const answer = () => play.api.send<EventResult>('POST', '/v1/events', body)
  const done = await both(play, name, happens, answer)
  if (!done) return name
  done.customer.id = done.body.customerId
  agree('the event', awarded, done.body.earned)
  if (isRepeated) agree('the event again', done.body, (await answer()).body)
  return name
}
