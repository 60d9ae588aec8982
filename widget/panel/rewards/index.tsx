import { signal } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import { type App, current } from '../app'
import { Row } from '../row'
import { SignIn } from '../sign-in'
import { createDeals } from './deal'
import { Item } from './item'
import css from './rewards.css?inline'

/** What points buy. What they have bought stands below and is fetched on its own: few look there. */
export function create(app: App): ComponentType {
  const deals = createDeals(app)
  const before = signal<ComponentType | null>(null)
  app.adopt('rewards', css)
  import('./before').then(
    file => {
      before.value = file.create(app)
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
        <ul class="rows">
          {me && (
            <Row
              icon="codes"
              title={w.text('codes')}
              detail={me.codes[0] && w.text('next.codes', { n: me.codes.length })}
              aside={w.text('points', { n: me.points.available })}
              onClick={() => (screen.value = 'codes')}
            />
          )}
          {laurel.storefront.value?.catalogue.map(item => (
            <Item key={item.id} item={item} deals={deals} />
          ))}
        </ul>
        {Before && <Before />}
      </>
    )
  }
}
