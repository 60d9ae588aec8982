import type { ItemView, Me, ProblemCode } from '../../sdk/contract'
import type { Books } from '../earning/books'
import { tierAt } from '../earning/tier'
import type { Pools } from '../rewards/issue'
import { balance } from '../wallet/ledger'
import { returnedTo } from '../wallet/returned'
import { type Buyer, isOpen, obstacleTo } from './obstacle'
import { lowestPrice } from './price'
import type { ItemRow, RedemptionRows } from './read'
import { leftOf } from './stock'

/** What any page may show of the catalogue `at` that instant: what is open, and how much of it is left. */
export function itemViews(items: ItemRow[], pools: Pools, at: number): ItemView[] {
  return items.filter(({ config }) => isOpen(config, at)).map(item => itemView(item, pools))
}

function itemView(item: ItemRow, pools: Pools): ItemView {
  const { name, description, image, until, price, gives, tiers, returnDays } = item.config
  return {
    ...{ id: item.id, name, description, image, until, price, gives },
    ...{ left: leftOf(item, pools), tiers, returnDays: gives.kind === 'donation' ? 0 : returnDays },
  }
}

/** Which open items this shopper could have now, and why not the others. */
export function openItems(
  books: Books,
  { items, pools, ...rows }: { items: ItemRow[]; pools: Pools } & RedemptionRows,
): Me['catalogue'] {
  const open = items.filter(({ config }) => isOpen(config, books.at))
  return Object.fromEntries(open.map(item => [item.id, reasonAgainst(books, item, pools, rows)]))
}

/** The problem code a redemption for the lowest price would answer, or null. Guests buy nothing before they sign in. */
function reasonAgainst(books: Books, item: ItemRow, pools: Pools, rows: RedemptionRows): ProblemCode | null {
  if (books.customer.kind === 'guest') return 'forbidden'
  const obstacle = obstacleTo(item.config, leftOf(item, pools), buyerOf(books, item, rows))
  if (obstacle) return obstacle
  const isShort = balance(books, 'points').available < lowestPrice(item.config.price)
  return isShort ? 'insufficient_points' : null
}

/** The owner of settled books, as someone who wants an item. */
export function buyerOf(books: Books, item: ItemRow, { bought, boughtEver }: RedemptionRows): Buyer {
  const boughtAt = bought.filter(each => each.itemId === item.id).map(({ at }) => at)
  const ever = boughtEver.find(each => each.itemId === item.id)?.count ?? 0
  return {
    at: books.at,
    zone: books.rules.zone,
    tierId: tierAt(books, books.at),
    segments: books.customer.segments,
    boughtAt,
    boughtBefore: ever - boughtAt.length,
    returnedAt: returnedTo(books.customer, item),
  }
}
