import type { Storefront } from '../../sdk/contract'
import type { Words } from './words'

export type LadderView = NonNullable<Storefront['program']['ladder']>

/** An amount in the unit a ladder climbs by: points, money or orders. */
export function rungAmount(w: Words, { basis, currency }: LadderView, n: number): string {
  if (basis === 'spend') return w.money(n, currency ?? 'XXX')
  return w.text(basis, { n })
}
