import type { ItemView, Me } from '../../sdk/contract'
import type { Books } from '../earning/books'
import type { ItemRow, RedemptionRows } from './read'

/** What any page may show of the catalogue. */
export function itemViews(_items: ItemRow[], _at: number): ItemView[] {
  return []
}

/** Which items this shopper could have now, and why not the others. */
export function openItems(_books: Books, _rows: { items: ItemRow[] } & RedemptionRows): Me['catalogue'] {
  return {}
}
