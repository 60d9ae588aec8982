import { plural } from '../format'
import { path } from '../router'
import { itemCount, shopper } from '../state'
import { Fig } from './fig'

export function Header() {
  const who = shopper.value
  const items = itemCount.value
  const here = (to: string) => (path.value === to ? 'page' : undefined)
  return (
    <header class="header">
      <a class="wordmark" href="/" aria-label="Wren & Fig, home">
        <Fig />
        <span>Wren &amp; Fig</span>
      </a>
      <nav aria-label="Main">
        <a href="/" aria-current={here('/')}>
          Shop
        </a>
        {who ? (
          <a href="/account" aria-current={here('/account')}>
            Account
          </a>
        ) : (
          <a href="/sign-in" aria-current={here('/sign-in')}>
            Sign in
          </a>
        )}
        <a
          href="/basket"
          class="basket-link"
          aria-current={here('/basket')}
          aria-label={`Basket, ${plural(items, 'item')}`}
        >
          Basket
          <span class="count" aria-hidden="true" data-empty={items === 0}>
            {items}
          </span>
        </a>
      </nav>
    </header>
  )
}
