import type { Me, Storefront } from '../contract'

type Program = Pick<Storefront['program'], 'earn' | 'campaigns' | 'stacking' | 'pointValue'>
type Rule = Program['earn'][number]
type Rounding = 'down' | 'nearest' | 'up'

/** What is bought, where a rule leaves some products out. */
export interface Bought {
  sku?: string
  categories?: readonly string[]
  giftCard?: boolean
}

/** The contract's limit for one award. */
const MOST_POINTS = 1_000_000_000n

/**
 * The points an order paid now would earn, by the rules everybody can see and the shopper's tier. What a page cannot
 * know is left out: rules for segments or for the first order, goals, limits that are used up. Tax and what is paid
 * with points count as part of the amount.
 *
 * @param me null for a visitor: then no tier multiplies
 * @param amountMinor what of the order can earn, minor units: without shipping where the programme leaves it out
 * @param currency ISO 4217
 * @returns 0 where nothing is earned
 * @example
 * estimate(laurel.program.value, laurel.me.value, 4990, 'GBP') // 49
 */
export function estimate(
  program: Program,
  me: Pick<Me, 'tier'> | null,
  amountMinor: number,
  currency: string,
  bought: Bought = {},
): number {
  const tier = me?.tier?.current ?? null
  return program.earn
    .filter(rule => applies(rule, tier?.id))
    .reduce((sum, rule) => {
      const eligible = isExcluded(rule, bought) ? 0 : amountMinor
      return sum + pointsOf(program, rule, tier?.multiplier ?? 1, eligible, currency)
    }, 0)
}

const applies = ({ on, goal, segmented, tiers }: Rule, tierId = ''): boolean =>
  on === 'order.paid' && !goal && !segmented && (tiers.length === 0 || tiers.includes(tierId))

const isExcluded = ({ exclude }: Rule, { sku = '', categories = [], giftCard = false }: Bought): boolean =>
  (giftCard && exclude.giftCards) ||
  exclude.skus.includes(sku) ||
  categories.some(category => exclude.categories.includes(category))

/** The base is rounded before it is multiplied, and the product again. */
function pointsOf(
  program: Program,
  { id, earn, minimumSpend }: Rule,
  tier: number,
  eligible: number,
  currency: string,
): number {
  if (eligible < minimumSpend) return 0
  if (earn.kind === 'fixed') return earn.points
  if ((earn.kind !== 'perUnit' && earn.kind !== 'percent') || earn.currency !== currency) return 0
  const [rate, per] =
    earn.kind === 'perUnit'
      ? [BigInt(earn.points), BigInt(earn.per)]
      : [hundredths(earn.percent), 10_000n * BigInt(program.pointValue)]
  const base = capped(divide(BigInt(eligible) * rate, per, earn.rounding))
  return Number(capped(divide(base * multiplierOf(program, id, tier), 100n, earn.rounding)))
}

/** In hundredths: of the tier and the campaigns the best one, or all of them together. */
function multiplierOf({ campaigns, stacking }: Program, ruleId: string, tier: number): bigint {
  const factors = campaigns
    .filter(({ rules, segmented }) => !segmented && (rules.length === 0 || rules.includes(ruleId)))
    .map(({ multiplier }) => hundredths(multiplier))
  factors.push(hundredths(tier))
  if (stacking === 'highest') return factors.reduce((best, factor) => (factor > best ? factor : best))
  const all = factors.reduce((product, factor) => product * factor)
  return divide(all, 100n ** BigInt(factors.length - 1), 'nearest')
}

const hundredths = (decimal: number): bigint => BigInt(Math.round(decimal * 100))

const capped = (points: bigint): bigint => (points < MOST_POINTS ? points : MOST_POINTS)

/** Both are positive or zero; "nearest" takes halves up. */
function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const twice = { down: 0n, nearest: divisor, up: 2n * divisor - 1n }[rounding]
  return (2n * dividend + twice) / (2n * divisor)
}
