import fc from 'fast-check'
import type { CheckInResult } from '../../../sdk/contract'
import { awardFact } from '../award'
import type { Customer } from '../books'
import { agree, both, type Play, someone, type Touched } from '../play'
import { refused } from '../refused'
import { checkInDay } from '../series'
import { ZONES } from '../shape'
import { climb } from '../tiers'
import { pass } from '../time'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never

/** Once a day, now and then from another part of the world. */
export const checkIn = fc.record({
  ...{ kind: fc.constant('check-in' as const), who: fc.nat({ max: 5 }) },
  timeZone: fc.option(fc.constantFrom(...ZONES), { freq: 4, nil: undefined }),
})

export async function runCheckIn(play: Play, { who, timeZone }: Drawn<typeof checkIn>): Promise<Touched> {
  const name = someone(play, who, ({ kind }) => kind === 'customer')?.externalId
  if (name === undefined) return null
  let expected: CheckInResult | undefined
  const happens = (customer: Customer) => {
    pass(customer, play.now, play.rules)
    if (timeZone !== undefined) customer.timeZone = timeZone
    const today = checkInDay(customer, play.now, play.rules) ?? refused('not_found')
    if (!today.open) refused('already_checked_in')
    const earned = awardFact(customer, { on: 'check-in', source: `check-in:${today.day}` }, play.rules)
    climb(customer, play.rules)
    expected = { day: today.day, earned, nextAt: today.nextAt }
  }
  const done = await both(play, name, happens, () =>
    play.api.sendAs<CheckInResult>(name, 'POST', '/v1/me/check-ins', { timeZone }),
  )
  if (done) agree('the check-in', expected, done.body)
  return name
}
