import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inSteps } from '../../../api/store/turn'
import { simulate as steps } from '../../../api/wheel/simulate'
import { Simulation } from '../../../sdk/contract'
import { counters, NOTHING_WON, prize, wheelOf, wheels } from './wheels'

/** All of it at once. */
function simulate(...args: Parameters<typeof steps>): Simulation {
  const all = steps(...args)
  let step = all.next()
  while (!step.done) step = all.next()
  return step.value
}

const run = { spins: 10_000, seed: 'laurel' }
const wonOf = (simulation: Simulation, prizeId: string | null) =>
  simulation.prizes.find(entry => entry.prizeId === prizeId)?.won

describe('simulate', () => {
  it('gives the same run for the same seed and another for another', () => {
    const wheel = wheelOf([prize('a', 3), prize('b', 5)])
    const first = simulate(wheel, NOTHING_WON, run)
    expect(simulate(wheel, NOTHING_WON, run)).toEqual(first)
    expect(simulate(wheel, NOTHING_WON, { ...run, seed: 'other' })).not.toEqual(first)
  })

  it('comes near the odds', () => {
    const wheel = wheelOf([prize('a', 1), prize('b', 9), prize('c', 90), prize('never', 0)])
    const { prizes } = simulate(wheel, NOTHING_WON, { spins: 200_000, seed: 'near' })
    expect(prizes.map(entry => entry.odds)).toEqual([0.01, 0.09, 0.9, 0])
    for (const { share, odds } of prizes) expect(Math.abs(share - odds)).toBeLessThan(0.005)
  })

  it('uses up the stock and refuses the rest', () => {
    const wheel = wheelOf([prize('a', 1, { stock: 3 }), prize('b', 1, { perDay: 4 })])
    const simulation = simulate(wheel, { ...NOTHING_WON, won: { a: 1 } }, run)
    expect(simulation).toMatchObject({ spins: 10_000, refused: 9_994 })
    expect([wonOf(simulation, 'a'), wonOf(simulation, 'b')]).toEqual([2, 4])
  })

  it('counts no win for what is gone', () => {
    const wheel = wheelOf([prize('a', 1, { stock: 5 }), prize('b', 1)], { soldOut: 'no_win' })
    const simulation = simulate(wheel, NOTHING_WON, run)
    expect(wonOf(simulation, 'a')).toBe(5)
    expect(wonOf(simulation, null)).toBeGreaterThan(4_000)
    expect(simulation.refused).toBe(0)
  })

  it('spends the budget to the last coin that fits and no further', () => {
    const budget = { currency: 'GBP', perDay: 1_234, total: 10_000 }
    const wheel = wheelOf(
      [prize('dear', 1, { cost: 100 }), prize('cheap', 1, { cost: 10 }), prize('free', 8)],
      { budget },
    )
    const simulation = simulate(wheel, { ...NOTHING_WON, spentTotal: 2_000 }, run)
    expect(simulation.cost).toBe(1_230)
    expect(simulation.expectedCost).toBeCloseTo(11)
  })

  it('shares the codes of a pool between its prizes', () => {
    const award = { kind: 'pool', pool: 'summer', name: 'Summer' } as const
    const wheel = wheelOf([prize('a', 1, { award }), prize('b', 1, { award }), prize('c', 1)])
    const simulation = simulate(wheel, { ...NOTHING_WON, poolLeft: { a: 7, b: 7 } }, run)
    expect((wonOf(simulation, 'a') ?? 0) + (wonOf(simulation, 'b') ?? 0)).toBe(7)
  })

  it('answers for a wheel that is sold out', () => {
    const wheel = wheelOf([prize('a', 1, { stock: 0 }), prize('b', 0)])
    expect(simulate(wheel, NOTHING_WON, run)).toMatchObject({ refused: 10_000, cost: 0, expectedCost: 0 })
  })

  it('never passes a limit, loses a spin or touches the counters it was given', () => {
    fc.assert(
      fc.property(wheels, counters, fc.nat({ max: 60 }), fc.string(), (wheel, used, spins, seed) => {
        const given = structuredClone(used)
        const simulation = Simulation.parse(simulate(wheel, used, { spins, seed }))
        expect(used).toEqual(given)
        const won = simulation.prizes.reduce((sum, entry) => sum + entry.won, 0)
        expect(won + simulation.refused).toBe(spins)
        const { budget } = wheel
        if (simulation.cost > 0) {
          expect(used.spentTotal + simulation.cost).toBeLessThanOrEqual(budget?.total ?? Infinity)
          expect(used.spentToday + simulation.cost).toBeLessThanOrEqual(budget?.perDay ?? Infinity)
        }
        for (const { id, stock, perDay } of wheel.prizes) {
          const more = wonOf(simulation, id) ?? 0
          if (more === 0) continue
          expect((used.won[id] ?? 0) + more).toBeLessThanOrEqual(stock ?? Infinity)
          expect((used.wonToday[id] ?? 0) + more).toBeLessThanOrEqual(perDay ?? Infinity)
        }
      }),
    )
  })

  it('spins a million times in seconds', () => {
    const prizes = Array.from({ length: 24 }, (_, i) =>
      prize(`p${i}`, i + 1, { cost: 1, stock: 1_000_000, perDay: 900_000 }),
    )
    const wheel = wheelOf(prizes, { budget: { currency: 'GBP', perDay: 999_000, total: null } })
    const startedAt = performance.now()
    const simulation = simulate(wheel, NOTHING_WON, { spins: 1_000_000, seed: 'fast' })
    expect(simulation).toMatchObject({ cost: 999_000, refused: 1_000 })
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  it('lets others run every few thousand spins', async () => {
    const wheel = wheelOf([prize('a', 3), prize('b', 5)])
    let turns = 0
    let timer = setImmediate(function count() {
      turns += 1
      timer = setImmediate(count)
    })
    const simulation = await inSteps(steps(wheel, NOTHING_WON, { ...run, spins: 100_000 }))
    clearImmediate(timer)
    expect(turns).toBeGreaterThanOrEqual(20)
    expect(simulation).toEqual(simulate(wheel, NOTHING_WON, { ...run, spins: 100_000 }))
  })
})
