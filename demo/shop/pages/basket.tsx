import { productOf } from '../../products'
import type { Cart, CartLine } from '../../wire'
import { pounds } from '../format'
import { CodeField } from '../parts/code-field'
import { Heading } from '../parts/heading'
import { Quantity } from '../parts/quantity'
import { Totals } from '../parts/totals'
import { Picture } from '../pictures/picture'
import { attempt, cart, setQuantity } from '../state'

export function BasketPage() {
  const basket = cart.value
  if (!basket) return <Heading title="Basket">Basket</Heading>
  if (basket.lines.length === 0) return <Empty />
  return (
    <>
      <Heading title="Basket">Basket</Heading>
      <div class="two">
        <ul class="basket">
          {basket.lines.map(line => (
            <Line key={line.sku} line={line} />
          ))}
        </ul>
        <section class="panel" aria-label="Summary">
          <CodeField applied={basket.code} />
          <Totals totals={basket.totals} />
          <laurel-earn amount={earningOf(basket)} currency="GBP" />
          <a class="main" href="/checkout">
            Go to checkout
          </a>
        </section>
      </div>
    </>
  )
}

/** Gift cards and delivery earn nothing; a code takes its share off everything. */
function earningOf({ lines, totals: { goods, shipping, discount } }: Cart): number {
  const earning = lines
    .filter(({ sku }) => !productOf(sku)?.giftCard)
    .reduce((pence, { amount }) => pence + amount, 0)
  return earning - Math.round((discount * earning) / (goods + shipping || 1))
}

function Empty() {
  const code = cart.value?.code ?? null
  return (
    <div class="narrow">
      <Heading title="Basket">Your basket is empty</Heading>
      <p>
        <a href="/">Have a look round</a>
      </p>
      <CodeField applied={code} />
    </div>
  )
}

function Line({ line: { sku, name, quantity, amount } }: { line: CartLine }) {
  const product = productOf(sku)
  const change = (to: number) => void attempt(() => setQuantity(sku, to))
  const remove = () => void attempt(() => setQuantity(sku, 0), `${name} is out of your basket.`)
  return (
    <li>
      <Picture sku={sku} />
      <div class="basket-words">
        <a href={`/products/${product?.slug}`}>{name}</a>
        <span class="soft">{pounds(product?.price ?? 0)} each</span>
        <div class="basket-change">
          <Quantity of={name} value={quantity} onChange={change} />
          <button type="button" class="link" onClick={remove}>
            Remove<span class="unseen"> {name}</span>
          </button>
        </div>
      </div>
      <span class="amount">{pounds(amount)}</span>
    </li>
  )
}
