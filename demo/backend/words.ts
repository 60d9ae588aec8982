import type { Reward } from '../../sdk/server'
import { productOf } from '../products'
import { discountableOf, type PricedLine, usabilityOf } from './price-cart'

/** What shoppers read for each code that can come up at a checkout. */
const WORDS: Record<string, string> = {
  code_not_found: 'We do not know this code. Check it letter by letter, or copy it from your rewards.',
  code_expired: 'This code has expired.',
  code_redeemed: 'This code has been used already. Each code works once.',
  code_reserved: 'Another order is holding this code. It is free again when that order is paid or given up.',
  code_void: 'This code has been withdrawn.',
  minimum_spend: 'Your basket is below the minimum spend of this code.',
  too_many_attempts: 'That was a few wrong codes in a row. Wait some minutes, then try again.',
  rate_limited: 'That was quick. Wait a moment, then try again.',
  network_error: 'We cannot check codes just now. Your basket is safe; try again in a moment.',
  card_declined: 'The card was declined. Nothing was charged and your code is yours again.',
  empty_cart: 'There is nothing in your basket.',
  signed_out: 'Sign in first.',
  paying: 'This order is being paid already.',
  not_found: 'We cannot find that.',
  not_returnable: 'This order has been returned already.',
  bad_request: 'We could not read that. Check what you typed.',
}

const UNREACHABLE = new Set([
  'timeout',
  'unexpected_reply',
  'busy',
  'unavailable',
  'internal',
  'unauthenticated',
])

export function wordsFor(code: string): string {
  return WORDS[UNREACHABLE.has(code) ? 'network_error' : code] ?? 'That did not work. Try again in a moment.'
}

/** Why a code that is fine takes nothing off this cart as it is; null when it does. */
export function hintFor(reward: Reward, lines: PricedLine[]): string | null {
  if (lines.length === 0) return 'Ready for your next basket.'
  const minimum = reward.kind === 'pool' ? 0 : (reward.minimumSpend ?? 0)
  switch (usabilityOf(reward, lines)) {
    case 'usable':
      return null
    case 'minimum_spend':
      return `Works from ${pounds(minimum)}, gift cards aside: ${pounds(minimum - discountableOf(lines))} to go.`
    case 'product_missing':
      return `Add “${nameOf(reward)}” to your basket, and it is free.`
    case 'no_effect':
      return 'It would take nothing off this basket, so we keep it for you.'
    case 'unsupported':
      return 'This code is for another of our shops.'
  }
}

export function pounds(pence: number): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100)
}

function nameOf(reward: Reward): string {
  if (reward.kind !== 'product') return ''
  return productOf(reward.sku)?.name ?? reward.name
}
