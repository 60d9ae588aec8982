import type { ReferralFlag } from '../../sdk/contract'

/** Claims of one network on one day that nobody wonders about: a family, an office. */
const MOST_OF_A_NETWORK = 3

/** What is known of a claim beside the two people. */
export interface Signs {
  email: string | null
  /** Keyed hashes of addresses as `normaliseEmail` leaves them. */
  emailKey: string | null
  advocateKey: string | null
  /** Friends the same advocate has brought before. */
  others: { email: string | null; emailKey: string | null }[]
  /** Claims before this one: of the same network that day, and of the advocate in the last hour. */
  ofNetwork: number
  inHour: number
}

/** What is odd about a claim, for the merchant to look at: it pays later, and never unseen. */
export function flagsOf(signs: Signs, burst: number): ReferralFlag[] {
  const { email, emailKey, advocateKey, others, ofNetwork, inHour } = signs
  const isSame = email !== null && others.some(other => sameEmail(other.email, email))
  const isAlike =
    emailKey !== null && (emailKey === advocateKey || others.some(other => other.emailKey === emailKey))
  return [
    ...(isSame ? (['same_email'] as const) : []),
    ...(isAlike && !isSame ? (['similar_email'] as const) : []),
    ...(ofNetwork >= MOST_OF_A_NETWORK ? (['same_network'] as const) : []),
    ...(inHour >= burst ? (['burst'] as const) : []),
  ]
}

export const sameEmail = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.toLowerCase() === b.toLowerCase()
