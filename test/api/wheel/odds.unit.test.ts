import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashOdds, isAvailable, liveOdds, oddsTotal } from '../../../api/wheel/odds'
import { counters, NOTHING_WON, prize, wheelOf, wheels } from './wheels'

const three = [prize('gold', 1, { stock: 1 }), prize('silver', 9), prize('bronze', 90)]
const goldWon = { ...NOTHING_WON, won: { gold: 1 } }
const weights = (...args: Parameters<typeof liveOdds>) =>
  liveOdds(...args).map(entry => [entry.prizeId, entry.weight])

describe('liveOdds', () => {
  it('is the weights of the wheel in its order', () => {
    const wheel = wheelOf([...three, prize('never', 0)])
    expect(weights(wheel, NOTHING_WON)).toEqual([
      ['gold', 1],
      ['silver', 9],
      ['bronze', 90],
    ])
  })

  it('redistributes the weight of what is gone', () => {
    expect(weights(wheelOf(three), goldWon)).toEqual([
      ['silver', 9],
      ['bronze', 90],
    ])
  })

  it('turns the weight of what is gone into no win', () => {
    const wheel = wheelOf(three, { soldOut: 'no_win' })
    expect(weights(wheel, goldWon)).toEqual([
      ['silver', 9],
      ['bronze', 90],
      [null, 1],
    ])
  })

  it('gives the weight of what is gone to the fallback prize', () => {
    const wheel = wheelOf(three, { soldOut: 'fallback', fallbackPrizeId: 'silver' })
    expect(weights(wheel, goldWon)).toEqual([
      ['silver', 10],
      ['bronze', 90],
    ])
  })

  it('lets a fallback prize be won only as a fallback', () => {
    const wheel = wheelOf([prize('thanks', 0), ...three], { soldOut: 'fallback', fallbackPrizeId: 'thanks' })
    expect(weights(wheel, NOTHING_WON)).toEqual([
      ['gold', 1],
      ['silver', 9],
      ['bronze', 90],
    ])
    expect(weights(wheel, goldWon)).toEqual([
      ['thanks', 1],
      ['silver', 9],
      ['bronze', 90],
    ])
  })

  it('turns the weight into no win when the fallback prize is gone too', () => {
    const wheel = wheelOf(three, { soldOut: 'fallback', fallbackPrizeId: 'gold' })
    expect(weights(wheel, goldWon)).toEqual([
      ['silver', 9],
      ['bronze', 90],
      [null, 1],
    ])
  })

  it.each(['redistribute', 'no_win', 'fallback'] as const)('is empty when no prize is left: %s', soldOut => {
    const wheel = wheelOf([prize('a', 1, { stock: 1 }), prize('b', 5, { perDay: 2 })], {
      soldOut,
      fallbackPrizeId: 'a',
    })
    expect(liveOdds(wheel, { ...NOTHING_WON, won: { a: 1, b: 9 }, wonToday: { b: 2 } })).toEqual([])
  })

  it('counts the cap of today and the stock of all days', () => {
    const wheel = wheelOf([prize('a', 1, { stock: 5, perDay: 2 }), prize('b', 1)])
    expect(weights(wheel, { ...NOTHING_WON, won: { a: 4 }, wonToday: { a: 1 } })).toHaveLength(2)
    expect(weights(wheel, { ...NOTHING_WON, won: { a: 4 }, wonToday: { a: 2 } })).toEqual([['b', 1]])
    expect(weights(wheel, { ...NOTHING_WON, won: { a: 5 } })).toEqual([['b', 1]])
  })

  it('leaves out what the budget cannot pay', () => {
    const wheel = wheelOf(
      [prize('dear', 1, { cost: 500 }), prize('cheap', 1, { cost: 100 }), prize('free', 1)],
      {
        budget: { currency: 'GBP', perDay: 1000, total: 2000 },
      },
    )
    const left = (spentToday: number, spentTotal: number) =>
      liveOdds(wheel, { ...NOTHING_WON, spentToday, spentTotal }).map(entry => entry.prizeId)
    expect(left(500, 1500)).toEqual(['dear', 'cheap', 'free'])
    expect(left(501, 1500)).toEqual(['cheap', 'free'])
    expect(left(500, 1501)).toEqual(['cheap', 'free'])
    expect(left(901, 901)).toEqual(['free'])
    expect(left(0, 9999)).toEqual(['free'])
  })

  it('leaves out a pool without codes', () => {
    const wheel = wheelOf([
      prize('pool', 1, { award: { kind: 'pool', pool: 'summer', name: 'Summer' } }),
      prize('b', 1),
    ])
    expect(weights(wheel, NOTHING_WON)).toHaveLength(2)
    expect(weights(wheel, { ...NOTHING_WON, poolLeft: { pool: 1 } })).toHaveLength(2)
    expect(weights(wheel, { ...NOTHING_WON, poolLeft: { pool: 0 } })).toEqual([['b', 1]])
    expect(weights(wheel, { ...NOTHING_WON, poolLeft: {} })).toEqual([['b', 1]])
  })

  it('takes a prize by the name of constructor', () => {
    expect(
      weights(wheelOf([prize('constructor', 1, { stock: 1 }), prize('b', 1)]), NOTHING_WON),
    ).toHaveLength(2)
  })

  it('holds only what can be won, in order, and keeps the total unless it redistributes', () => {
    fc.assert(
      fc.property(wheels, counters, (wheel, used) => {
        const odds = liveOdds(wheel, used)
        const ids = odds.map(entry => entry.prizeId)
        const order = [...wheel.prizes.map(({ id }) => id), null].filter(id => ids.includes(id as string))
        expect(ids).toEqual(order)
        for (const { prizeId, weight } of odds) {
          expect(weight).toBeGreaterThan(0)
          const named = wheel.prizes.find(({ id }) => id === prizeId)
          if (named) expect(isAvailable(named, wheel, used)).toBe(true)
        }
        if (odds.length > 0 && wheel.soldOut !== 'redistribute')
          expect(oddsTotal(odds)).toBe(
            oddsTotal(wheel.prizes.map(({ id, weight }) => ({ prizeId: id, weight }))),
          )
        if (wheel.soldOut === 'redistribute') expect(ids).not.toContain(null)
      }),
    )
  })
})

describe('hashOdds', () => {
  it('is the SHA-256 of the table as the contract writes it', async () => {
    const odds = [
      { prizeId: 'gold', weight: 1 },
      { prizeId: null, weight: 99 },
    ]
    expect(await hashOdds(odds)).toBe(createHash('sha256').update('gold:1,-:99').digest('hex'))
  })
})
