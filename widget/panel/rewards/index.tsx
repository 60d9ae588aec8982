import { signal } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import { type App, current } from '../app'
import { Row } from '../row'
import { SignIn } from '../sign-in'
import { createDeals } from './deal'
import { Item } from './item'

/** What points buy. What they have bought stands below and is fetched on its own: few look there. */
export function create(app: App): ComponentType {
  const deals = createDeals(app)
  const before = signal<ComponentType | null>(null)
  import('./before').then(
    file => {
      before.value = file.create(app, deals)
    },
    () => {},
  )
  return () => {
    const { w, laurel, screen } = current()
    const me = laurel.me.value
    const Before = me && before.value
    return (
      <>
        {me?.customer.kind !== 'customer' && (
          <section class="note">
            <p>{w.text('rewards.signIn')}</p>
            <SignIn />
          </section>
        )}
        <section>
          {me && (
            <h3 class="between">
              {w.text('balance')}
              <span>{w.number(me.points.available)}</span>
            </h3>
          )}
          <ul class="rows">
            {me && (
              <Row
                icon="codes"
                title={w.text('codes')}
                aside={me.codes[0] && <span class="chip">{w.number(me.codes.length)}</span>}
                onClick={() => (screen.value = 'codes')}
              />
            )}
            {laurel.storefront.value?.catalogue.map(item => (
              <Item key={item.id} item={item} deals={deals} />
            ))}
          </ul>
        </section>
        {Before && <Before />}
      </>
    )
  }
}
