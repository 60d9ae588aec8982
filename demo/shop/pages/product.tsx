import { useSignal } from '@preact/signals'
import { products } from '../../products'
import { pounds } from '../format'
import { Heading } from '../parts/heading'
import { Quantity } from '../parts/quantity'
import { Reviews } from '../parts/reviews'
import { Picture } from '../pictures/picture'
import { attempt, cart, setQuantity } from '../state'
import { MissingPage } from './missing'

export function ProductPage({ slug }: { slug: string }) {
  const quantity = useSignal(1)
  const product = products.find(one => one.slug === slug)
  if (!product) return <MissingPage />
  const { sku, name, category, price, text, giftCard } = product
  const add = async () => {
    const had = cart.value?.lines.find(line => line.sku === sku)?.quantity ?? 0
    const done = await attempt(() => setQuantity(sku, had + quantity.value), `${name} is in your basket.`)
    if (done) quantity.value = 1
  }
  return (
    <>
      <article class="product">
        <Picture sku={sku} large />
        <div class="product-words">
          <p class="eyebrow">
            <a href={`/?category=${category.toLowerCase()}`}>{category}</a>
          </p>
          <Heading title={name}>{name}</Heading>
          <div>
            <p class="price">{pounds(price)}</p>
            {!giftCard && (
              <laurel-earn amount={price} currency="GBP" sku={sku} categories={category.toLowerCase()} />
            )}
          </div>
          <p class="lead">{text}</p>
          <div class="buy">
            <Quantity of={name} value={quantity.value} onChange={value => (quantity.value = value)} />
            <button type="button" class="main" onClick={add}>
              Add to basket
            </button>
          </div>
          <p class="fine">Delivery £3.95, free from £30. Returns within 30 days, points go back too.</p>
        </div>
      </article>
      <Reviews sku={sku} />
    </>
  )
}
