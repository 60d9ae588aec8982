import type { ComponentType } from 'preact'
import { estimate } from '../../../sdk/browser/estimate'
import { current } from '../app'

export const create = (): ComponentType<{ element: Element }> => Earn

/** What an order of `amount` minor units earns; nothing where it earns nothing. */
function Earn({ element }: { element: Element }) {
  const { w, laurel } = current()
  const program = laurel.program.value
  const me = laurel.me.value
  const said = (name: string) => element.getAttribute(name)?.trim() || ''
  const amountMinor = Number(said('amount') || Number.NaN)
  if (!program || !Number.isSafeInteger(amountMinor) || amountMinor < 0) return null
  const currency = said('currency') || laurel.storefront.value?.merchant.currency || ''
  const categories = said('categories').split(/[\s,]+/)
  const n = estimate(program, me, amountMinor, currency.toUpperCase(), { sku: said('sku'), categories })
  return n ? w.text(me ? 'inline.earn' : 'inline.members', { points: w.text('points', { n }) }) : null
}
