import { useSignal } from '@preact/signals'
import type { PlacedOrder } from '../../wire'
import { pounds } from '../format'
import { laurel } from '../laurel'
import { CodeField } from '../parts/code-field'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { LineList } from '../parts/line-list'
import { Totals } from '../parts/totals'
import { request } from '../request'
import { navigate } from '../router'
import { attempt, cart, loadState, shopper } from '../state'

export function CheckoutPage() {
  const basket = cart.value
  if (!basket) return <Heading title="Checkout">Checkout</Heading>
  if (basket.lines.length === 0)
    return (
      <div class="narrow">
        <Heading title="Checkout">There is nothing to pay for yet</Heading>
        <p>
          <a href="/">Have a look round</a>
        </p>
      </div>
    )
  return (
    <>
      <Heading title="Checkout">Checkout</Heading>
      <div class="two">
        {shopper.value ? <PayForm total={basket.totals.total} /> : <SignInFirst />}
        <section class="panel" aria-labelledby="your-order">
          <h2 id="your-order">Your order</h2>
          <LineList lines={basket.lines} />
          <CodeField applied={basket.code} />
          <Totals totals={basket.totals} />
        </section>
      </div>
    </>
  )
}

function SignInFirst() {
  return (
    <div class="stack">
      <p class="lead">Sign in, so that this order earns its points.</p>
      <p>
        <a class="main" href="/sign-in?next=/checkout">
          Sign in or join
        </a>
      </p>
    </div>
  )
}

function PayForm({ total }: { total: number }) {
  const paying = useSignal(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (paying.value) return
    const card = new FormData(event.currentTarget as HTMLFormElement).get('card')
    paying.value = true
    await attempt(async () => {
      const { id } = await request<PlacedOrder>('POST', '/api/checkout', { card })
      laurel('track')
      navigate(`/orders/${id}`, { replace: true })
    })
    paying.value = false
    await attempt(loadState)
  }
  return (
    <form class="stack" onSubmit={submit}>
      <fieldset class="group">
        <legend>Where it goes</legend>
        <Field name="name" label="Name" autoComplete="name" value={shopper.value?.name} />
        <Field name="street" label="Street and number" autoComplete="street-address" value="4 Corve Street" />
        <div class="pair">
          <Field name="town" label="Town" autoComplete="address-level2" value="Ludlow" />
          <Field name="postcode" label="Postcode" autoComplete="postal-code" value="SY8 1DA" />
        </div>
      </fieldset>
      <fieldset class="group">
        <legend>How you pay</legend>
        <Card value="good" name="Test card ending 4242" says="Goes through" checked />
        <Card value="declined" name="Test card ending 0002" says="Is declined, so the code comes back" />
      </fieldset>
      <button type="submit" class="main" aria-disabled={paying.value}>
        {paying.value ? 'Paying …' : `Pay ${pounds(total)}`}
      </button>
      <p class="fine">This is a demo: nothing is charged, sent or kept of the address.</p>
    </form>
  )
}

function Card({
  value,
  name,
  says,
  checked,
}: {
  value: string
  name: string
  says: string
  checked?: boolean
}) {
  return (
    <label class="choice-row">
      <input type="radio" name="card" value={value} defaultChecked={checked} />
      <span>
        {name}
        <small>{says}</small>
      </span>
    </label>
  )
}
