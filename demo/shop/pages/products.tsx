import { type Product, products } from '../../products'
import { pounds } from '../format'
import { laurel } from '../laurel'
import { Heading } from '../parts/heading'
import { Picture } from '../pictures/picture'
import { StillLife } from '../pictures/still-life'
import { query } from '../router'
import { attempt, cart, setQuantity } from '../state'

const categories = [...new Set(products.map(({ category }) => category))]

export function ProductsPage() {
  const wanted = query.value.get('category')
  const shown = wanted ? products.filter(({ category }) => category.toLowerCase() === wanted) : products
  return (
    <>
      <Hero />
      <section aria-labelledby="range">
        <div class="range-head">
          <h2 id="range">{wanted ? `For the ${wanted}` : 'The whole range'}</h2>
          <nav class="categories" aria-label="Categories">
            <a href="/" aria-current={wanted ? undefined : 'true'}>
              Everything
            </a>
            {categories.map(category => (
              <a
                key={category}
                href={`/?category=${category.toLowerCase()}`}
                aria-current={wanted === category.toLowerCase() ? 'true' : undefined}
              >
                {category}
              </a>
            ))}
          </nav>
        </div>
        <ul class="grid">
          {shown.map(product => (
            <Card key={product.sku} product={product} />
          ))}
        </ul>
      </section>
    </>
  )
}

function Hero() {
  return (
    <section class="hero">
      <div>
        <Heading class="hero-line">Small things for a well-kept house.</Heading>
        <p>Porcelain, willow, wire and wax, chosen by two sisters in Ludlow and packed by hand.</p>
        <p class="hero-club">
          Collect with the{' '}
          <button type="button" class="link" onClick={() => laurel('open')}>
            Fig Tree
          </button>
          : a point for every pound, and a spin of the wheel every day.
        </p>
      </div>
      <StillLife />
    </section>
  )
}

function Card({ product }: { product: Product }) {
  const { sku, slug, name, price } = product
  const add = () => {
    const had = cart.value?.lines.find(line => line.sku === sku)?.quantity ?? 0
    return attempt(() => setQuantity(sku, had + 1), `${name} is in your basket.`)
  }
  return (
    <li class="card">
      <a href={`/products/${slug}`}>
        <Picture sku={sku} />
        <span class="card-name">{name}</span>
      </a>
      <div class="card-foot">
        <span>{pounds(price)}</span>
        <button type="button" class="add" onClick={add} aria-label={`Add ${name} to the basket`}>
          Add
        </button>
      </div>
    </li>
  )
}
