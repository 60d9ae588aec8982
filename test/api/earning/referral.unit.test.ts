import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completesAt, type Referred, reviewEndsAt, stateOf } from '../../../api/earning/referral'
import { Program } from '../../../sdk/contract'

const DAY_MS = 86_400_000
const START = Date.parse('2026-03-20T12:00:00Z')
const at = (days: number) => START + days * DAY_MS

const rules = (returnDays: number, zone = 'UTC') => ({
  program: Program.parse({ name: 'Club', referral: { url: 'https://shop.example/', returnDays } }),
  zone,
})

const CLAIMED: Referred = {
  ...{ claimedAt: START, reviewUntil: null, decision: null, decidedAt: null },
  ...{ earnedAt: null, completedAt: null, paidAt: null },
}

const day = fc.integer({ min: 0, max: 60 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const referreds = fc
  .record({
    ...{ review: maybe(day), paid: maybe(day), decided: day },
    decision: maybe(fc.constantFrom('approved' as const, 'declined' as const)),
  })
  .map(({ review, paid, decision, decided }) => ({
    ...{ ...CLAIMED, decision },
    reviewUntil: review === null ? null : at(review),
    paidAt: paid === null ? null : at(paid),
    decidedAt: decision === null ? null : at(decided),
  }))

describe('a referral', () => {
  it('waits for the return window and for the review, whichever ends later', () => {
    const paid = { ...CLAIMED, paidAt: at(1) }
    expect(completesAt(paid, rules(14))).toBe(at(15))
    expect(completesAt({ ...paid, reviewUntil: at(20) }, rules(14))).toBe(at(20))
    const approved = { ...paid, reviewUntil: at(20), decision: 'approved', decidedAt: at(2) } as const
    expect(completesAt(approved, rules(14))).toBe(at(15))
    expect(completesAt(approved, rules(0))).toBe(at(2))
  })

  it('counts days of the calendar, not of 24 hours', () => {
    const paid = { ...CLAIMED, paidAt: START }
    expect(completesAt(paid, rules(14, 'Europe/London'))).toBe(at(14) - DAY_MS / 24)
  })

  it('never pays once it is declined, and keeps what was certain', () => {
    const declined = { ...CLAIMED, paidAt: START, decision: 'declined', earnedAt: at(3) } as const
    expect(completesAt(declined, rules(14))).toBeNull()
    expect(completesAt({ ...CLAIMED, earnedAt: at(3) }, rules(14))).toBe(at(3))
  })

  it('only goes forward while nothing but time passes', () => {
    const order = ['review', 'joined', 'ordered', 'completed']
    fc.assert(
      fc.property(referreds, day, day, day, (referred, returnDays, a, b) => {
        const [before, after] = [Math.min(a, b), Math.max(a, b)].map(days =>
          stateOf(referred, rules(returnDays), at(days)),
        )
        if (referred.decision === 'declined') expect([before, after]).toEqual(['declined', 'declined'])
        else expect(order.indexOf(after ?? '')).toBeGreaterThanOrEqual(order.indexOf(before ?? ''))
      }),
    )
  })

  it('is completed from the instant it completes, and in review until that ends', () => {
    fc.assert(
      fc.property(referreds, day, day, (referred, returnDays, days) => {
        const state = stateOf(referred, rules(returnDays), at(days))
        const due = completesAt(referred, rules(returnDays))
        expect(state === 'completed').toBe(due !== null && due <= at(days))
        if (state === 'review') expect(reviewEndsAt(referred)).toBeGreaterThan(at(days))
      }),
    )
  })
})
