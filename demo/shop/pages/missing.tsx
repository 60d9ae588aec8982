import { Heading } from '../parts/heading'

export function MissingPage() {
  return (
    <div class="narrow">
      <Heading title="Not found">Nothing lives here.</Heading>
      <p>
        The page may have flown. <a href="/">Back to the shop</a>
      </p>
    </div>
  )
}
