import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ShopperChoice } from '../../wire'
import { plural, pounds } from '../format'
import { Field } from '../parts/field'
import { Heading } from '../parts/heading'
import { request } from '../request'
import { navigate, query } from '../router'
import { attempt, shopper, signIn } from '../state'

const kinds: Record<ShopperChoice['kind'], string> = {
  heavy: 'Comes every other day',
  occasional: 'Drops in now and then',
  refunds: 'Sends a good deal back',
}

export function SignInPage() {
  const choices = useSignal<ShopperChoice[]>([])
  useEffect(() => {
    void attempt(async () => {
      choices.value = await request<ShopperChoice[]>('GET', '/api/shoppers')
    })
  }, [])
  const enter = async (who: object) => {
    const done = await attempt(async () => {
      await signIn(who)
    })
    if (done) navigate(nextPage(), { replace: true })
  }
  return (
    <>
      <Heading title="Sign in">Who is shopping?</Heading>
      <div class="two even">
        <section aria-labelledby="real">
          <h2 id="real">A real customer</h2>
          <p class="soft">Three people from a year of a real shop. No password: it is a demo.</p>
          <ul class="choices">
            {choices.value.map(choice => (
              <Choice key={choice.id} choice={choice} onChoose={() => void enter({ id: choice.id })} />
            ))}
          </ul>
        </section>
        <Join onJoin={enter} />
      </div>
    </>
  )
}

function Choice({ choice, onChoose }: { choice: ShopperChoice; onChoose: () => void }) {
  const { kind, id, orders, spent, refunds } = choice
  return (
    <li>
      <button type="button" onClick={onChoose} aria-current={shopper.value?.id === id ? 'true' : undefined}>
        <strong>{kinds[kind]}</strong>
        <span>
          Customer {id}: {plural(orders, 'order')}, {pounds(spent)}
          {refunds > 0 && `, ${plural(refunds, 'return')}`}
        </span>
      </button>
    </li>
  )
}

function Join({ onJoin }: { onJoin: (who: object) => Promise<void> }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { name, email, birthday } = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement))
    return onJoin({ name, email, ...(birthday && { birthday }) })
  }
  return (
    <section aria-labelledby="new">
      <h2 id="new">Somebody new</h2>
      <p class="soft">Fifty points to begin with, and a hundred more with your first order.</p>
      <form class="stack" onSubmit={submit}>
        <Field name="name" label="Name" autoComplete="name" />
        <Field name="email" label="E-mail" type="email" autoComplete="email" />
        <Field name="birthday" label="Birthday" type="date" autoComplete="bday" optional />
        <button type="submit" class="main">
          Join and sign in
        </button>
      </form>
    </section>
  )
}

/** Only pages of the shop. */
function nextPage(): string {
  const next = query.value.get('next') ?? '/account'
  return /^\/([a-z]|$)/.test(next) ? next : '/account'
}
