import type { Client } from './client'
import type { Identify } from './token'

/** The guest this browser remembers. A token that is refused once is forgotten: it does not get better. */
export function rememberedGuest({ guest }: Client): Identify | null {
  if (!guest.read()) return null
  let asked = false
  return () => {
    if (asked) guest.clear()
    asked = true
    return guest.read()
  }
}
