import type { Ladder, TierView } from '../../sdk/contract'

/** A tier as shoppers see it. */
export function tierView(ladder: Ladder, id: string | null): TierView | null {
  const tier = ladder.tiers.find(each => each.id === id)
  if (!tier) return null
  const { name, threshold, multiplier, perks } = tier
  return { id: tier.id, name, threshold, multiplier, perks }
}
