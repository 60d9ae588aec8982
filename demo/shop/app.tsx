import { effect } from '@preact/signals'
import type { JSX } from 'preact'
import { AccountPage } from './pages/account'
import { BasketPage } from './pages/basket'
import { CheckoutPage } from './pages/checkout'
import { MissingPage } from './pages/missing'
import { OrderPage } from './pages/order'
import { ProductPage } from './pages/product'
import { ProductsPage } from './pages/products'
import { SignInPage } from './pages/sign-in'
import { TermsPage } from './pages/terms'
import { Footer } from './parts/footer'
import { Header } from './parts/header'
import { Notice } from './parts/notice'
import { path } from './router'
import { notice } from './state'

const pages: [pattern: RegExp, draw: (id: string) => JSX.Element][] = [
  [/^\/$/, () => <ProductsPage />],
  [/^\/products\/([a-z0-9-]+)$/, slug => <ProductPage key={slug} slug={slug} />],
  [/^\/basket$/, () => <BasketPage />],
  [/^\/checkout$/, () => <CheckoutPage />],
  [/^\/orders\/([A-Za-z0-9-]+)$/, id => <OrderPage key={id} id={id} />],
  [/^\/account$/, () => <AccountPage />],
  [/^\/sign-in$/, () => <SignInPage />],
  [/^\/terms$/, () => <TermsPage />],
]

/** What was said belongs to the page it was said on, unless the page changed because of it. */
effect(() => {
  path.value
  const said = notice.peek()
  if (said?.kind === 'failed') notice.value = null
})

export function App() {
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Header />
      <main id="main">{pageAt(path.value)}</main>
      <Footer />
      <Notice />
    </>
  )
}

function pageAt(path: string): JSX.Element {
  for (const [pattern, draw] of pages) {
    const match = pattern.exec(path)
    if (match) return draw(match[1] ?? '')
  }
  return <MissingPage />
}
