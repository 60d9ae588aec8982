import { describe, expect, it } from 'vitest'
import { type Member, moveOf, tally } from '../../../api/program/moves'
import { Ladder } from '../../../sdk/contract'

const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
const now = at('2026-06-15')
const rolling = (...tiers: [string, number][]): Ladder =>
  Ladder.parse({
    basis: 'points',
    period: { kind: 'rolling', months: 12 },
    tiers: tiers.map(([id, threshold]) => ({ id, name: id, threshold })),
  })
const before = rolling(['silver', 100], ['gold', 500])
const gold = { tierId: 'gold', startsAt: at('2026-01-15'), endsAt: at('2027-01-15') }
const move = (ladder: Ladder | null, member: Member) => moveOf(ladder, member, now, 'UTC')

describe('what a ladder does to one customer', () => {
  it('moves nobody who already has what they earned', () => {
    expect(move(before, { grant: null, measures: [{ at: at('2026-05-01'), value: 99 }] })).toBeNull()
    expect(move(before, { grant: gold, measures: [{ at: at('2026-02-01'), value: 500 }] })).toBeNull()
  })

  it('lifts at once who reaches a lowered threshold', () => {
    const member = { grant: null, measures: [{ at: at('2026-05-01'), value: 60 }] }
    expect(move(rolling(['silver', 50]), member)).toEqual({ when: 'atOnce', from: null, to: 'silver' })
  })

  it('takes nobody down before their grant ends', () => {
    const member = { grant: gold, measures: [{ at: at('2026-02-01'), value: 600 }] }
    expect(move(rolling(['silver', 100], ['gold', 900]), member)).toEqual({
      when: 'atGrantEnd',
      from: 'gold',
      to: 'silver',
    })
  })

  it('judges a grant by the period that ends with it', () => {
    const early = { grant: gold, measures: [{ at: at('2026-01-14'), value: 600 }] }
    expect(move(before, early)).toEqual({ when: 'atGrantEnd', from: 'gold', to: null })
  })

  it('counts pending points at the end of a grant and not now', () => {
    const pending = [{ at: at('2026-07-01'), value: 500 }]
    expect(move(before, { grant: gold, measures: pending })).toBeNull()
    expect(move(before, { grant: null, measures: pending })).toBeNull()
  })

  it('leaves a tier for life to its member', () => {
    const grant = { ...gold, endsAt: null }
    expect(move(before, { grant, measures: [] })).toBeNull()
    expect(move(null, { grant, measures: [] })).toBeNull()
  })

  it('ends every grant that ends when there is no ladder any more', () => {
    expect(move(null, { grant: gold, measures: [] })).toEqual({ when: 'atGrantEnd', from: 'gold', to: null })
  })

  it('counts a grant that ended unseen as one that falls now', () => {
    const grant = { ...gold, endsAt: at('2026-06-01') }
    expect(move(before, { grant, measures: [] })).toEqual({ when: 'atGrantEnd', from: 'gold', to: null })
  })

  it('counts equal moves, most customers first', () => {
    const up = { from: null, to: 'silver' }
    expect(tally([{ from: 'gold', to: null }, up, up])).toEqual([
      { ...up, customers: 2 },
      { from: 'gold', to: null, customers: 1 },
    ])
  })
})
