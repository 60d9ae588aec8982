import { LaurelError } from '../../../sdk/browser/error'
import { isTransient } from '../../../sdk/browser/retry'
import type { TextKey, Words } from '../words'

/** Nobody knows whether the spin was drawn: asking again shows it. */
export const LOST = 'lost'

/** Why a spin gave no result, as the name of a text; null when the shopper has left. */
export function troubleOf(thrown: unknown): string | null {
  if (!(thrown instanceof LaurelError)) return 'refused'
  if (thrown.code === 'session_ended') return null
  return isTransient(thrown) ? LOST : thrown.code
}

/** There are texts for what a shopper can understand; the rest is said in general. */
export function sayTrouble(w: Words, trouble: string): string {
  const said = w.text(trouble as TextKey)
  return said === trouble ? w.text('refused') : said
}
