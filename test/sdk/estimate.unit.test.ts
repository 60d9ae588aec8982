import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eligible, partsOf } from '../../api/earning/basis'
import { pointsFor } from '../../api/earning/calculate'
import { applicable, multiplierFor } from '../../api/earning/match'
import { estimate } from '../../sdk/browser'
import { Program, type Storefront } from '../../sdk/contract'
import { line, order } from '../api/earning/orders'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const [FROM, UNTIL] = ['2026-11-20T00:00:00Z', '2026-11-27T00:00:00Z']

const hundredths = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map(each => each / 100)
const currency = fc.constantFrom('GBP', 'GBP', 'JPY')
const rounding = fc.constantFrom('down', 'nearest', 'up')
const amount = fc.oneof(fc.nat({ max: 30_000 }), fc.nat({ max: 1_000_000_000_000 }))

const earn = fc.oneof(
  fc.record({
    kind: fc.constant('perUnit'),
    points: fc.integer({ min: 1, max: 10_000 }),
    per: fc.integer({ min: 1, max: 100_000 }),
    currency,
    rounding,
  }),
  fc.record({ kind: fc.constant('percent'), percent: hundredths(0.01, 100), currency, rounding }),
  fc.record({ kind: fc.constant('fixed'), points: fc.integer({ min: 1, max: 1000 }) }),
  fc.constant({ kind: 'spins', spins: 1 }),
)
const rule = fc.record({
  earn,
  active: fc.boolean(),
  minimumSpend: fc.constantFrom(0, 0, 2000),
  tiers: fc.constantFrom([], [], ['gold']),
  from: fc.constantFrom(null, FROM, UNTIL),
  exclude: fc.record({
    giftCards: fc.boolean(),
    skus: fc.constantFrom([], ['vase']),
    categories: fc.constantFrom([], ['tea']),
  }),
})
const campaign = fc.record({
  multiplier: hundredths(1, 100),
  rules: fc.constantFrom([], ['rule-0'], ['rule-1']),
  until: fc.constantFrom(UNTIL, '2026-11-21T00:00:00Z'),
})
const anyProgram = fc
  .record({
    rules: fc.array(rule, { maxLength: 4 }),
    campaigns: fc.array(campaign, { maxLength: 3 }),
    gold: hundredths(1, 10),
    stacking: fc.constantFrom('highest', 'multiply'),
    pointValue: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ rules, campaigns, gold, ...rest }) => {
    const named = rules.map((each, i) => ({ id: `rule-${i}`, name: `Rule ${i}`, on: 'order.paid', ...each }))
    const known = campaigns.filter(each => each.rules.every(id => named.some(known => known.id === id)))
    return Program.parse({
      name: 'Club',
      ...rest,
      rules: named,
      campaigns: known.map((each, i) => ({ id: `campaign-${i}`, name: `Week ${i}`, from: FROM, ...each })),
      ladder: {
        ...{ basis: 'points', period: { kind: 'lifetime' } },
        tiers: [{ id: 'gold', name: 'Gold', threshold: 0, multiplier: gold }],
      },
    })
  })
const anyBought = fc.record({
  sku: fc.constantFrom('vase', 'cup'),
  categories: fc.constantFrom([], ['tea'], ['cups', 'tea']),
  giftCard: fc.boolean(),
})

/** As the storefront says it, at this time. */
function shown({ rules, campaigns, stacking, pointValue }: Program): Storefront['program'] {
  const isOpen = ({ from, until }: { from: string | null; until: string | null }) =>
    (from === null || Date.parse(from) <= NOW) && (until === null || NOW < Date.parse(until))
  const open = <T extends { from: string | null; until: string | null; segments: string[] }>(all: T[]) =>
    all.filter(isOpen).map(({ segments, ...each }) => ({ ...each, segmented: segments.length > 0 }))
  const earn = open(rules).filter(({ active }) => active)
  return { earn, campaigns: open(campaigns), stacking, pointValue } as unknown as Storefront['program']
}

/** What the API gives for an order, rule by rule. */
function earned(program: Program, tierId: string | null, placed: ReturnType<typeof order>): number {
  const moment = { at: NOW, tierId, segments: [] }
  return applicable(program, { on: 'order.paid', ...moment })
    .filter(({ goal }) => !goal)
    .reduce((sum, each) => {
      const frozen = {
        ...{ ruleId: each.id, name: each.name, earn: each.earn, exclude: each.exclude },
        ...{ minimumSpend: each.minimumSpend, pendingDays: 0, pointValue: program.pointValue },
        ...multiplierFor(program, each, moment),
      }
      const { amount: basis } = eligible(partsOf(placed), {}, each.exclude)
      return sum + pointsFor(frozen, placed.currency, basis, true)
    }, 0)
}

const asGold = (program: Program) => {
  const [tier] = program.ladder?.tiers ?? []
  return { tier: { current: tier } } as unknown as Parameters<typeof estimate>[1]
}
const program = (changed: object) => Program.parse({ name: 'Club', ...changed })
const purchase = (changed: object = {}) => ({
  ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
  earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
  ...changed,
})

describe('estimate', () => {
  it('says what an order of that amount earns, by any programme', () => {
    fc.assert(
      fc.property(
        anyProgram,
        amount,
        currency,
        anyBought,
        fc.boolean(),
        (program, paid, money, bought, gold) => {
          const placed = order({ currency: money, shipping: 0, lines: [line('1', paid, bought)] })
          const said = estimate(shown(program), gold ? asGold(program) : null, paid, money, bought)
          expect(said).toBe(earned(program, gold ? 'gold' : null, placed))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('multiplies by the best of tier and campaign, or by both', () => {
    const changed = (stacking: string) =>
      program({
        stacking,
        rules: [purchase()],
        campaigns: [{ id: 'week', name: 'Week', multiplier: 2, from: FROM, until: UNTIL }],
        ladder: {
          ...{ basis: 'points', period: { kind: 'lifetime' } },
          tiers: [{ id: 'gold', name: 'Gold', threshold: 0, multiplier: 1.5 }],
        },
      })
    const said = (stacking: string, me: Parameters<typeof estimate>[1]) =>
      estimate(shown(changed(stacking)), me, 4990, 'GBP')
    expect(said('highest', asGold(changed('highest')))).toBe(98)
    expect(said('multiply', asGold(changed('multiply')))).toBe(147)
    expect(said('multiply', null)).toBe(98)
  })

  it('promises nothing that a page cannot know', () => {
    const rules = [
      purchase({ segments: ['friends'] }),
      purchase({ id: 'first', on: 'order.first', earn: { kind: 'fixed', points: 100 } }),
      purchase({ id: 'three', goal: { count: 3, per: 'month' }, earn: { kind: 'fixed', points: 50 } }),
      purchase({ id: 'review', on: 'review.published', earn: { kind: 'fixed', points: 50 } }),
    ]
    expect(estimate(shown(program({ rules })), null, 4990, 'GBP')).toBe(0)
    const campaigns = [
      { id: 'vip', name: 'VIP', multiplier: 3, from: FROM, until: UNTIL, segments: ['friends'] },
    ]
    expect(estimate(shown(program({ rules: [purchase()], campaigns })), null, 4990, 'GBP')).toBe(49)
  })

  it('earns nothing below the minimum, in another currency, or with what is left out', () => {
    const said = (changed: object, money = 'GBP', bought = {}) =>
      estimate(shown(program({ rules: [purchase(changed)] })), null, 4990, money, bought)
    expect(said({})).toBe(49)
    expect(said({ minimumSpend: 5000 })).toBe(0)
    expect(said({}, 'EUR')).toBe(0)
    expect(said({ exclude: { skus: ['vase'] } }, 'GBP', { sku: 'vase' })).toBe(0)
    expect(said({ exclude: { categories: ['tea'] } }, 'GBP', { categories: ['cups', 'tea'] })).toBe(0)
    expect(said({}, 'GBP', { giftCard: true })).toBe(0)
    expect(said({ exclude: { giftCards: false } }, 'GBP', { giftCard: true })).toBe(49)
  })
})
