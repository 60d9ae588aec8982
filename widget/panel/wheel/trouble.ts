import type { TextKey } from '../words'

/** Nobody knows whether the spin was drawn; asking again shows it. */
const LOST = ['network', 'timeout', 'internal', 'busy', 'rate_limited', 'request_in_progress']
const SAID = [
  'no_spins_left',
  'insufficient_points',
  'spin_limit_reached',
  'wheel_closed',
  'wheel_sold_out',
  'not_eligible',
  'stale_commitment',
] as const

export const isLost = (code: string | null): boolean => LOST.includes(code ?? '')

/** Why there was, or would be, no spin. */
export const troubleText = (code: string): TextKey =>
  SAID.find(each => each === code) ?? (isLost(code) ? 'lost' : 'refused')
