import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, earnedTier, type Grant, type Measure, standing } from '../../../api/tiers/ladder'
import { Ladder, type LadderPeriod } from '../../../sdk/contract'
import { ladderOf, period, programme } from './ladders'

const at = (text: string) => Date.parse(`${text}T00:00:00Z`)
const ROLLING: LadderPeriod = { kind: 'rolling', months: 12 }
const CALENDAR: LadderPeriod = { kind: 'calendar', startMonth: 1, startDay: 1 }
const LIFETIME: LadderPeriod = { kind: 'lifetime' }
const tiers = [
  { id: 'member', name: 'Member', threshold: 0 },
  { id: 'silver', name: 'Silver', threshold: 100 },
  { id: 'gold', name: 'Gold', threshold: 500 },
]
const ladder = (period: LadderPeriod, changed: object[] = tiers) =>
  Ladder.parse({ basis: 'points', period, tiers: changed })
const run = (period: LadderPeriod, grant: Grant | null, measures: Measure[], from: string, to: string) =>
  advance(ladder(period), grant, measures, at(from), at(to), 'UTC')
const gold = (endsAt: string | null): Grant => ({
  tierId: 'gold',
  startsAt: at('2025-06-01'),
  endsAt: endsAt === null ? null : at(endsAt),
})
const earned = (day: string, value: number): Measure => ({ at: at(day), value })

describe('earnedTier', () => {
  it('is the highest tier that is reached and open', () => {
    const changed = [...tiers, { id: 'old', name: 'Old', threshold: 600, retired: true }]
    expect(earnedTier(ladder(LIFETIME, changed), 499)?.id).toBe('silver')
    expect(earnedTier(ladder(LIFETIME, changed), 500)?.id).toBe('gold')
    expect(earnedTier(ladder(LIFETIME, changed), 900)?.id).toBe('gold')
    expect(earnedTier(ladder(LIFETIME, []), 900)).toBeNull()
  })
})

describe('upgrade', () => {
  it('happens at the measure that reaches the tier', () => {
    const measures = [earned('2026-03-01', 60), earned('2026-04-01', 40)]
    expect(run(LIFETIME, null, measures, '2026-01-01', '2026-12-01')).toEqual([
      { tierId: 'member', at: at('2026-03-01'), endsAt: null, change: 'up' },
      { tierId: 'silver', at: at('2026-04-01'), endsAt: null, change: 'up' },
    ])
  })

  it('is kept for the months of a rolling ladder', () => {
    const [change] = run(ROLLING, null, [earned('2026-03-01', 500)], '2026-01-01', '2026-12-01')
    expect(change).toEqual({ tierId: 'gold', at: at('2026-03-01'), endsAt: at('2027-03-01'), change: 'up' })
  })

  it('is kept to the end of the next calendar year', () => {
    const [change] = run(CALENDAR, null, [earned('2026-03-01', 500)], '2026-01-01', '2026-12-01')
    expect(change?.endsAt).toBe(at('2028-01-01'))
  })

  it('never ends for a tier that needs nothing', () => {
    const [change] = run(ROLLING, null, [], '2026-01-01', '2026-01-01')
    expect(change).toEqual({ tierId: 'member', at: at('2026-01-01'), endsAt: null, change: 'up' })
  })

  it('skips the tiers in between', () => {
    const changes = run(LIFETIME, null, [earned('2026-03-01', 900)], '2026-01-01', '2026-12-01')
    expect(changes.map(change => change.tierId)).toEqual(['gold'])
  })

  it('notices an order that arrives late at the end of the step', () => {
    const [change] = run(LIFETIME, null, [earned('2025-03-01', 500)], '2026-01-01', '2026-12-01')
    expect(change?.at).toBe(at('2026-12-01'))
  })

  it('happens when something negative leaves the window', () => {
    const measures = [earned('2025-12-01', -50), earned('2026-01-10', 120)]
    const changes = run(ROLLING, null, measures, '2026-01-01', '2026-12-31')
    expect(changes.map(({ tierId, at }) => [tierId, at])).toEqual([
      ['member', at('2026-01-10')],
      ['silver', at('2026-12-01')],
    ])
  })

  it('forgets what is older than the window', () => {
    const measures = [earned('2025-03-01', 60), earned('2026-03-01', 60)]
    expect(run(ROLLING, gold(null), measures, '2026-01-01', '2026-12-01')).toEqual([])
    expect(run(ROLLING, null, measures, '2026-02-28', '2026-12-01').map(({ tierId }) => tierId)).toEqual([
      'member',
    ])
  })
})

describe('the end of a grant', () => {
  it('keeps the tier when the period was worth it', () => {
    const measures = [earned('2026-02-01', 500)]
    expect(run(ROLLING, gold('2026-06-01'), measures, '2026-05-01', '2026-07-01')).toEqual([
      { tierId: 'gold', at: at('2026-06-01'), endsAt: at('2027-06-01'), change: 'kept' },
    ])
  })

  it('falls to what was earned', () => {
    const measures = [earned('2026-02-01', 120)]
    expect(run(ROLLING, gold('2026-06-01'), measures, '2026-05-01', '2026-07-01')).toEqual([
      { tierId: 'silver', at: at('2026-06-01'), endsAt: at('2027-06-01'), change: 'down' },
    ])
    expect(run(ROLLING, gold('2026-06-01'), [], '2026-05-01', '2026-07-01')).toEqual([
      { tierId: 'member', at: at('2026-06-01'), endsAt: null, change: 'down' },
    ])
  })

  it('falls to nothing where no tier is free', () => {
    const paid = ladder(ROLLING, tiers.slice(1))
    expect(advance(paid, gold('2026-06-01'), [], at('2026-05-01'), at('2026-07-01'), 'UTC')).toEqual([
      { tierId: null, at: at('2026-06-01'), endsAt: null, change: 'down' },
    ])
  })

  it('judges a calendar year by that year alone', () => {
    const measures = [earned('2025-12-31', 500), earned('2026-02-01', 120), earned('2027-01-01', 500)]
    const changes = run(CALENDAR, gold('2027-01-01'), measures, '2026-12-01', '2027-01-01')
    expect(changes).toEqual([
      { tierId: 'silver', at: at('2027-01-01'), endsAt: at('2028-01-01'), change: 'down' },
      { tierId: 'gold', at: at('2027-01-01'), endsAt: at('2029-01-01'), change: 'up' },
    ])
  })

  it('judges a grant that ends within a calendar year by twelve months', () => {
    const changes = run(CALENDAR, gold('2026-02-01'), [earned('2025-06-01', 500)], '2026-01-01', '2026-03-01')
    expect(changes).toEqual([
      { tierId: 'gold', at: at('2026-02-01'), endsAt: at('2027-01-01'), change: 'kept' },
    ])
  })

  it('does not count one purchase for two periods of clamped months', () => {
    const month = ladder({ kind: 'rolling', months: 1 })
    const changes = advance(
      month,
      null,
      [earned('2026-01-31', 500)],
      at('2026-01-01'),
      at('2026-04-01'),
      'UTC',
    )
    expect(changes).toEqual([
      { tierId: 'gold', at: at('2026-01-31'), endsAt: at('2026-02-28'), change: 'up' },
      { tierId: 'member', at: at('2026-02-28'), endsAt: null, change: 'down' },
    ])
  })

  it('follows grants created on the way', () => {
    const changes = run(ROLLING, null, [earned('2026-03-01', 500)], '2026-01-01', '2029-01-01')
    expect(changes.map(({ tierId, change }) => `${change} ${tierId}`)).toEqual(['up gold', 'down member'])
    const twice = [earned('2026-03-01', 500), earned('2026-09-01', 500)]
    expect(run(ROLLING, null, twice, '2026-01-01', '2029-01-01').map(({ change }) => change)).toEqual([
      'up',
      'kept',
      'down',
    ])
  })
})

describe('a changed ladder', () => {
  const years = [at('2026-01-01'), at('2026-12-01')] as const

  it('moves nobody down before the grant ends', () => {
    const harder = ladder(
      ROLLING,
      tiers.map(tier => ({ ...tier, threshold: tier.threshold * 10 })),
    )
    expect(advance(harder, gold('2027-06-01'), [], ...years, 'UTC')).toEqual([])
  })

  it('lifts at once whoever has earned a new tier', () => {
    const more = ladder(LIFETIME, [...tiers, { id: 'laurel', name: 'Laurel', threshold: 700 }])
    const changes = advance(more, gold(null), [earned('2025-06-01', 800)], ...years, 'UTC')
    expect(changes).toEqual([{ tierId: 'laurel', at: at('2026-12-01'), endsAt: null, change: 'up' }])
  })

  it('leaves members of a retired tier in it to the end of their grant', () => {
    const retired = ladder(ROLLING, [tiers[0], tiers[1], { ...tiers[2], retired: true }] as object[])
    const measures = [earned('2026-02-01', 500)]
    expect(advance(retired, gold('2026-06-01'), measures, at('2026-01-01'), at('2026-05-01'), 'UTC')).toEqual(
      [],
    )
    const changes = advance(retired, gold('2026-06-01'), measures, at('2026-01-01'), at('2026-07-01'), 'UTC')
    expect(changes.map(({ tierId, change }) => `${change} ${tierId}`)).toEqual(['down silver'])
  })

  it('leaves members of a removed tier in it to the end of their grant', () => {
    const removed = ladder(ROLLING, tiers.slice(0, 2))
    const measures = [earned('2026-02-01', 500)]
    const changes = advance(removed, gold('2026-06-01'), measures, at('2026-01-01'), at('2026-07-01'), 'UTC')
    expect(changes).toEqual([
      { tierId: 'silver', at: at('2026-06-01'), endsAt: at('2027-06-01'), change: 'kept' },
    ])
  })

  it('takes members of a removed tier without end to what they have earned', () => {
    const removed = ladder(LIFETIME, tiers.slice(0, 2))
    const changes = advance(removed, gold(null), [earned('2025-06-01', 800)], ...years, 'UTC')
    expect(changes.map(({ tierId, change }) => `${change} ${tierId}`)).toEqual(['up silver'])
  })
})

describe('standing', () => {
  const measures = [earned('2025-09-01', 200), earned('2026-02-01', 120), earned('2026-12-01', 999)]
  const now = at('2026-03-01')

  it('counts to the next tier and to keeping the current one', () => {
    const silver: Grant = { tierId: 'silver', startsAt: at('2025-09-01'), endsAt: at('2026-09-01') }
    expect(standing(ladder(ROLLING), silver, measures, now, 'UTC')).toEqual({
      currentId: 'silver',
      nextId: 'gold',
      progress: 320,
      toNext: 180,
      keptUntil: at('2026-09-01'),
      toKeep: 0,
    })
    expect(standing(ladder(ROLLING), gold('2026-09-01'), measures, now, 'UTC').toKeep).toBe(380)
  })

  it('needs the whole threshold for a calendar year that has not begun', () => {
    const view = standing(ladder(CALENDAR), gold('2028-01-01'), measures, now, 'UTC')
    expect([view.progress, view.toKeep]).toEqual([120, 500])
  })

  it('has nothing to keep where nothing ends, and nothing next at the top', () => {
    const view = standing(ladder(LIFETIME), gold(null), measures, now, 'UTC')
    expect([view.keptUntil, view.toKeep, view.nextId, view.toNext]).toEqual([null, null, null, null])
  })

  it('cannot keep a tier that is retired or gone', () => {
    const retired = ladder(ROLLING, [tiers[0], tiers[1], { ...tiers[2], retired: true }] as object[])
    expect(standing(retired, gold('2026-09-01'), measures, now, 'UTC').toKeep).toBeNull()
    const view = standing(ladder(ROLLING, tiers.slice(0, 2)), gold('2026-09-01'), measures, now, 'UTC')
    expect([view.currentId, view.nextId, view.toKeep]).toEqual(['gold', null, null])
  })

  it('agrees with what happens at the end of the grant', () => {
    fc.assert(
      fc.property(programme, ({ ladder, measures, from, zone }) => {
        const [change] = advance(ladder, null, measures, from, from, zone).slice(-1)
        if (!change?.tierId || change.endsAt === null) return
        const known = measures.filter(measure => measure.at <= from)
        const grant = { tierId: change.tierId, startsAt: change.at, endsAt: change.endsAt }
        const { toKeep } = standing(ladder, grant, known, from, zone)
        const [first] = advance(ladder, grant, known, from, change.endsAt, zone)
        // A refund that leaves the window lifts them before the end: then another grant is judged.
        if (first && first.at < change.endsAt) expect(first.change).toBe('up')
        else expect(first?.change === 'kept' || first?.change === 'up').toBe(toKeep === 0)
      }),
    )
  })
})

describe('whatever is earned, whatever the ladder', () => {
  it('moves nobody down before their grant ends', () => {
    fc.assert(
      fc.property(programme, ladderOf(period), ({ ladder, measures, from, to, zone }, changed) => {
        let held = advance(ladder, null, measures, from, from, zone).at(-1) ?? null
        const rank = (id: string | null) => changed.tiers.find(tier => tier.id === id)?.threshold ?? -1
        for (const change of advance(changed, asGrant(held), measures, from, to, zone)) {
          if (change.at !== held?.endsAt)
            expect(rank(change.tierId)).toBeGreaterThan(rank(held?.tierId ?? null))
          if (held && held.endsAt !== null) expect(change.at).toBeLessThanOrEqual(held.endsAt)
          held = change
        }
      }),
      { numRuns: 300 },
    )
  })

  it('comes to the same in one step and in many', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })
    fc.assert(
      fc.property(programme, cuts, ({ ladder, measures, from, to, zone }, shares) => {
        const settled = advance(ladder, null, measures, from, from, zone).at(-1) ?? null
        const inOne = advance(ladder, asGrant(settled), measures, from, to, zone)
        const stops = [...shares.map(share => Math.floor(from + share * (to - from))), to].sort(
          (a, b) => a - b,
        )
        let [held, last] = [settled, from]
        const inMany = stops.flatMap(stop => {
          const changes = advance(ladder, asGrant(held), measures, last, stop, zone)
          held = changes.at(-1) ?? held
          last = stop
          return changes
        })
        expect(inMany).toEqual(inOne)
      }),
      { numRuns: 500 },
    )
  })

  it('lets a refund lower only what is earned at the end', () => {
    fc.assert(
      fc.property(
        programme,
        fc.array(fc.nat({ max: 900 }), { minLength: 30, maxLength: 30 }),
        ({ ladder, measures, from, to, zone }, cut) => {
          const paid = measures.map(({ at, value }) => ({ at, value: Math.abs(value) }))
          const less = paid.map(({ at, value }, i) => ({ at, value: Math.max(0, value - (cut[i] ?? 0)) }))
          const held = asGrant(advance(ladder, null, paid, from, from, zone).at(-1) ?? null)
          const [first] = advance(ladder, held, less, from, to, zone)
          if (first?.change === 'down') expect(first.at).toBe(held?.endsAt)
          const end = held?.endsAt
          if (typeof end !== 'number') return
          const rank = (list: Measure[]) => rankAt(ladder, advance(ladder, held, list, end - 1, end, zone))
          expect(rank(less)).toBeLessThanOrEqual(rank(paid))
        },
      ),
      { numRuns: 300 },
    )
  })
})

function asGrant(change: { tierId: string | null; at: number; endsAt: number | null } | null): Grant | null {
  if (!change || change.tierId === null) return null
  return { tierId: change.tierId, startsAt: change.at, endsAt: change.endsAt }
}

function rankAt({ tiers }: Ladder, changes: { tierId: string | null }[]): number {
  return tiers.find(tier => tier.id === changes.at(-1)?.tierId)?.threshold ?? -1
}
