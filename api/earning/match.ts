import type { Campaign, Program, Rule } from '../../sdk/contract'

export interface Moment {
  /** Epoch ms. */
  at: number
  tierId: string | null
  /** Groups of the merchant's own making that the customer is in. */
  segments: string[]
}

/** The rules that listen to a fact, at its time and for that customer. */
export function applicable(program: Program, fact: Moment & { on: string }): Rule[] {
  return inForce(program, fact).filter(rule => rule.on === fact.on)
}

/** The rules there are for a customer at a moment. */
export function inForce(program: Program, moment: Moment): Rule[] {
  return program.rules.filter(
    rule =>
      rule.active &&
      within(rule, moment.at) &&
      isMember(rule, moment) &&
      (rule.tiers.length === 0 || rule.tiers.includes(moment.tierId ?? '')),
  )
}

/** Pays for many facts together and not for each. */
export const isSeries = (rule: Rule): boolean => rule.goal !== null || rule.streak !== null

export interface Multiplied {
  /** At most two decimals. */
  multiplier: number
  /** Names of what multiplied, to be shown: `['Gold', 'Double week']`. */
  because: string[]
}

interface Factor {
  name: string
  hundredths: number
}

/** The tier and the campaigns that lift a rule at a moment; `stacking` says whether the best one counts or all. */
export function multiplierFor(program: Program, rule: Rule, moment: Moment): Multiplied {
  const tier = program.ladder?.tiers.find(each => each.id === moment.tierId)
  const campaigns = program.campaigns.filter(campaign => covers(campaign, rule, moment))
  const factors = [...(tier ? [tier] : []), ...campaigns]
    .map(({ name, multiplier }) => ({ name, hundredths: Math.round(multiplier * 100) }))
    .filter(({ hundredths }) => hundredths !== 100)
  if (factors.length === 0) return { multiplier: 1, because: [] }
  return program.stacking === 'highest' ? highest(factors) : product(factors)
}

function highest(factors: Factor[]): Multiplied {
  const best = factors.reduce((a, b) => (b.hundredths > a.hundredths ? b : a))
  return { multiplier: best.hundredths / 100, because: [best.name] }
}

/** Multiplied exactly, rounded once. */
function product(factors: Factor[]): Multiplied {
  const exact = factors.reduce((all, { hundredths }) => all * BigInt(hundredths), 1n)
  const scale = 100n ** BigInt(factors.length - 1)
  const hundredths = Number((2n * exact + scale) / (2n * scale))
  return { multiplier: hundredths / 100, because: factors.map(({ name }) => name) }
}

const covers = (campaign: Campaign, rule: Rule, moment: Moment): boolean =>
  within(campaign, moment.at) &&
  isMember(campaign, moment) &&
  (campaign.rules.length === 0 ? rule.on.startsWith('order.') : campaign.rules.includes(rule.id))

/** Of one of the segments, where any are named. */
const isMember = (of: { segments: string[] }, { segments }: Moment): boolean =>
  of.segments.length === 0 || of.segments.some(segment => segments.includes(segment))

const within = ({ from, until }: { from: string | null; until: string | null }, at: number): boolean =>
  (from === null || Date.parse(from) <= at) && (until === null || at < Date.parse(until))
