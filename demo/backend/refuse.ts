import type { Context } from 'hono'
import { LaurelError } from '../../sdk/server'
import type { Refusal } from '../wire'
import { wordsFor } from './words'

/** A refusal of the shop itself. */
export class ShopError extends Error {
  constructor(
    readonly code: string,
    readonly status: 400 | 401 | 402 | 404 | 409 = 409,
  ) {
    super(code)
  }
}

/** Every failure becomes a code and words for the shopper; what is nobody's fault but ours is logged. */
export function refuse(error: Error, c: Context): Response {
  if (error instanceof ShopError) return c.json(refusal(error.code), error.status)
  if (error instanceof LaurelError) {
    console.warn(`Laurel: ${error.message}${error.requestId ? ` (${error.requestId})` : ''}`)
    return c.json(refusal(error.code), error.status >= 400 && error.status < 500 ? 409 : 503)
  }
  console.error(error)
  return c.json(refusal('internal'), 500)
}

function refusal(code: string): Refusal {
  return { code, message: wordsFor(code) }
}
