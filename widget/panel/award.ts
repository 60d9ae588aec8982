import type { Award, Earn } from '../../sdk/contract'
import type { Words } from './words'

type Named = Award | { kind: 'reward'; reward: Award }

/** What an award is, in the shopper's words: "10% off", "50 points". */
export function nameAward(w: Words, award: Named): string {
  switch (award.kind) {
    case 'points':
      return w.text('points', { n: award.points })
    case 'spins':
      return w.text('spins', { n: award.spins })
    case 'percent':
      return w.text('percent', { percent: w.percent(award.percent / 100) })
    case 'amount':
      return w.text('amount', { money: w.money(award.amount, award.currency) })
    case 'giftCard':
      return w.text('giftCard', { money: w.money(award.amount, award.currency) })
    case 'freeShipping':
      return w.text('freeShipping')
    case 'reward':
      return nameAward(w, award.reward)
    case 'nothing':
      return ''
    default:
      return award.name
  }
}

/** What a rule pays: "1 point for every £1", "5% back in points", "1 spin". */
export function nameEarn(w: Words, earn: Earn): string {
  switch (earn.kind) {
    case 'perUnit':
      return w.text('ways.perUnit', {
        points: w.text('points', { n: earn.points }),
        money: w.money(earn.per, earn.currency),
      })
    case 'percent':
      return w.text('ways.percent', { percent: w.percent(earn.percent / 100) })
    case 'fixed':
      return w.text('points', { n: earn.points })
    default:
      return nameAward(w, earn)
  }
}
