import { productOf } from '../../products'
import type { CartLine } from '../../wire'
import { plural, pounds } from '../format'
import { Picture } from '../pictures/picture'

/** What is in an order or about to be, for reading only. */
export function LineList({ lines }: { lines: CartLine[] }) {
  return (
    <ul class="line-list">
      {lines.map(({ sku, name, quantity, amount }) => (
        <li key={sku}>
          <Picture sku={sku} />
          <span>
            {productOf(sku)?.name ?? name}
            <small>{plural(quantity, 'piece')}</small>
          </span>
          <span class="amount">{pounds(amount)}</span>
        </li>
      ))}
    </ul>
  )
}
