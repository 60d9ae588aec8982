import type { Earn, Program, Rule } from '../../sdk/contract'

/** What one rule pays, as it was at the moment of the fact: it never changes afterwards. */
export interface Rate {
  rule: Rule
  pointValue: number
  /** Hundredths. */
  multiplier: number
}

const covers = (window: { from: string | null; until: string | null }, at: number) =>
  (window.from === null || at >= Date.parse(window.from)) &&
  (window.until === null || at < Date.parse(window.until))

/** The rules that hear a fact. */
export function listeners(program: Program, on: string, at: number, tierId: string | null): Rule[] {
  return program.rules.filter(rule => {
    const member = rule.tiers.length === 0 || (tierId !== null && rule.tiers.includes(tierId))
    return rule.active && rule.on === on && covers(rule, at) && member
  })
}

export function rateAt(program: Program, rule: Rule, at: number, tierId: string | null): Rate {
  const tier = program.ladder?.tiers.find(({ id }) => id === tierId)
  const campaigns = program.campaigns.filter(
    campaign => covers(campaign, at) && (campaign.rules.length === 0 || campaign.rules.includes(rule.id)),
  )
  const factors = [tier?.multiplier ?? 1, ...campaigns.map(each => each.multiplier)].map(hundredths)
  const product = factors.reduce((all, each) => all * each)
  const multiplied = round(product, 100 ** (factors.length - 1), 'nearest')
  const multiplier = program.stacking === 'highest' ? Math.max(...factors) : multiplied
  return { rule, pointValue: program.pointValue, multiplier }
}

const hundredths = (decimal: number) => Math.round(decimal * 100)

type Rounding = 'down' | 'nearest' | 'up'

function round(dividend: number, divisor: number, rounding: Rounding): number {
  const down = Math.floor(dividend / divisor)
  const rest = dividend - down * divisor
  if (rest === 0 || rounding === 'down') return down
  return rounding === 'up' || 2 * rest >= divisor ? down + 1 : down
}

/** Points of an order with this much that earns, in minor units. */
export function pointsOf({ rule, pointValue, multiplier }: Rate, currency: string, earning: number): number {
  const { earn } = rule
  if (earning < rule.minimumSpend) return 0
  if (earn.kind === 'fixed') return earn.points
  if ((earn.kind !== 'perUnit' && earn.kind !== 'percent') || earn.currency !== currency) return 0
  const base =
    earn.kind === 'perUnit'
      ? round(earning * earn.points, earn.per, earn.rounding)
      : round(earning * hundredths(earn.percent), 10_000 * pointValue, earn.rounding)
  return round(base * multiplier, 100, earn.rounding)
}

export function unitOf(earn: Earn): 'points' | 'spins' | 'code' | 'nothing' {
  if (earn.kind === 'reward') return 'code'
  return earn.kind === 'spins' || earn.kind === 'nothing' ? earn.kind : 'points'
}
