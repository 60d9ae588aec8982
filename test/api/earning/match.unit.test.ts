import { describe, expect, it } from 'vitest'
import { applicable, multiplierFor } from '../../../api/earning/match'
import { Program, type ProgramInput } from '../../../sdk/contract'
import { rule } from './orders'

const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
const now = at('2026-11-22')
const ladder = {
  basis: 'points' as const,
  period: { kind: 'lifetime' as const },
  tiers: [
    { id: 'member', name: 'Member', threshold: 0 },
    { id: 'gold', name: 'Gold', threshold: 500, multiplier: 1.5 },
    { id: 'old', name: 'Old', threshold: 900, multiplier: 3, retired: true },
  ],
}
const week = (name: string, multiplier: number, changed: object = {}) => ({
  ...{
    id: name.toLowerCase(),
    name,
    multiplier,
    from: '2026-11-20T00:00:00Z',
    until: '2026-11-27T00:00:00Z',
  },
  ...changed,
})
const program = (changed: Partial<ProgramInput> = {}) => Program.parse({ name: 'Club', ladder, ...changed })

describe('applicable', () => {
  const names = (changed: object, fact: object = {}) =>
    applicable(program({ rules: [rule(changed)] }), {
      on: 'order.paid',
      at: now,
      tierId: null,
      segments: [],
      ...fact,
    }).length

  it('finds the active rules that listen to the fact', () => {
    expect(names({})).toBe(1)
    expect(names({}, { on: 'order.first' })).toBe(0)
    expect(names({ active: false })).toBe(0)
  })

  it('keeps to the window: its start is inside, its end is not', () => {
    const window = { from: '2026-11-20T00:00:00Z', until: '2026-11-27T00:00:00Z' }
    const inside = (instant: number) => names(window, { at: instant })
    expect(
      [at('2026-11-20') - 1, at('2026-11-20'), at('2026-11-27') - 1, at('2026-11-27')].map(inside),
    ).toEqual([0, 1, 1, 0])
    expect(names({ from: window.from })).toBe(1)
    expect(names({ until: '2026-11-01T00:00:00Z' })).toBe(0)
  })

  it('understands an offset in the window', () => {
    expect(names({ from: '2026-11-22T01:00:00+01:00' })).toBe(1)
    expect(names({ from: '2026-11-22T00:00:00-01:00' })).toBe(0)
  })

  it('keeps to the segments of the rule: one is enough', () => {
    const segments = ['vip', 'press']
    expect(names({ segments })).toBe(0)
    expect(names({ segments }, { segments: ['other'] })).toBe(0)
    expect(names({ segments }, { segments: ['other', 'press'] })).toBe(1)
    expect(names({}, { segments: ['other'] })).toBe(1)
  })

  it('keeps to the tiers of the rule', () => {
    expect(names({ tiers: ['gold'] })).toBe(0)
    expect(names({ tiers: ['gold'] }, { tierId: 'member' })).toBe(0)
    expect(names({ tiers: ['gold'] }, { tierId: 'gold' })).toBe(1)
    expect(names({}, { tierId: 'gold' })).toBe(1)
  })
})

describe('multiplierFor', () => {
  const factor = (changed: Partial<ProgramInput>, tierId: string | null = null, instant = now) =>
    multiplierFor(program(changed), rule(), { at: instant, tierId, segments: [] })

  it('is 1 for no reason when nothing multiplies', () => {
    expect(factor({})).toEqual({ multiplier: 1, because: [] })
    expect(factor({ ladder: null }, 'gold')).toEqual({ multiplier: 1, because: [] })
    expect(factor({ campaigns: [week('Plain', 1)] }, 'member')).toEqual({ multiplier: 1, because: [] })
  })

  it('takes the multiplier of the tier, retired or not', () => {
    expect(factor({}, 'gold')).toEqual({ multiplier: 1.5, because: ['Gold'] })
    expect(factor({}, 'old')).toEqual({ multiplier: 3, because: ['Old'] })
  })

  it('takes a campaign while it runs', () => {
    const campaigns = [week('Double', 2)]
    expect(factor({ campaigns })).toEqual({ multiplier: 2, because: ['Double'] })
    expect(factor({ campaigns }, null, at('2026-11-27')).multiplier).toBe(1)
    expect(factor({ campaigns }, null, at('2026-11-20') - 1).multiplier).toBe(1)
  })

  it('takes a campaign for the rules it names, or for every order rule', () => {
    const rules = [rule({ id: 'purchase' }), rule({ id: 'other' })]
    const named = (id: string) => factor({ rules, campaigns: [week('Double', 2, { rules: [id] })] })
    expect(named('purchase').multiplier).toBe(2)
    expect(named('other').multiplier).toBe(1)
    const event = rule({ on: 'review.published', earn: { kind: 'fixed', points: 5 } })
    const all = program({ campaigns: [week('Double', 2)] })
    expect(multiplierFor(all, event, { at: now, tierId: null, segments: [] }).multiplier).toBe(1)
  })

  it('takes a campaign for the segments it names', () => {
    const all = program({ campaigns: [week('Double', 2, { segments: ['vip'] })] })
    const factorOf = (...segments: string[]) =>
      multiplierFor(all, rule(), { at: now, tierId: null, segments }).multiplier
    expect([factorOf(), factorOf('other'), factorOf('vip')]).toEqual([1, 1, 2])
  })

  it('lets the best one win when stacking is highest', () => {
    const campaigns = [week('Double', 2), week('Triple', 3), week('Small', 1.2)]
    expect(factor({ campaigns }, 'gold')).toEqual({ multiplier: 3, because: ['Triple'] })
    expect(factor({ campaigns: [week('Small', 1.2)] }, 'gold')).toEqual({
      multiplier: 1.5,
      because: ['Gold'],
    })
  })

  it('names the tier when it ties with a campaign', () => {
    expect(factor({ campaigns: [week('Same', 1.5)] }, 'gold').because).toEqual(['Gold'])
  })

  it('multiplies everything when stacking is multiply', () => {
    const campaigns = [week('Double', 2), week('Small', 1.2)]
    expect(factor({ campaigns, stacking: 'multiply' }, 'gold')).toEqual({
      multiplier: 3.6,
      because: ['Gold', 'Double', 'Small'],
    })
  })

  it('rounds the product once, to two decimals', () => {
    const campaigns = ['A', 'B', 'C'].map(name => week(name, 1.07))
    // 1.225043; rounding at every step (1.1449 to 1.14) would lose a hundredth
    expect(factor({ campaigns, stacking: 'multiply' }).multiplier).toBe(1.23)
    const halves = [week('A', 1.15), week('B', 1.15)] // 1.3225
    expect(factor({ campaigns: halves, stacking: 'multiply' }).multiplier).toBe(1.32)
  })
})
