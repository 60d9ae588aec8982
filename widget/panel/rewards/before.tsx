import type { ComponentType } from 'preact'
import { giveBack, redemptions } from '../../../sdk/browser/redemptions'
import type { Redemption } from '../../../sdk/contract'
import { type App, current } from '../app'
import { More } from '../notice'
import { createPages } from '../pages'
import type { Deals } from './deal'

/** The one thing that is about to be given back. */
interface Returning {
  id: string
  busy?: boolean
  failed?: boolean
}

/** Guests cannot buy, and may not ask. */
const NOTHING = { data: [], nextCursor: null }

/** What was bought before, each given back as long as it can be. Once more is answered the same, so no key is kept. */
export function create(app: App, deals: Deals): ComponentType {
  const { laurel, words, announce, focus, own } = app
  const pages = createPages(app, 'rewards', async cursor =>
    laurel.me.value?.customer.kind === 'guest' ? NOTHING : redemptions(laurel.client, cursor),
  )
  const returning = own<Returning | null>(null)

  const ask = (id: string | null) => {
    const before = returning.value?.id
    returning.value = id ? { id } : null
    focus(id ? '.returning button' : `#${before}`)
  }

  const give = async ({ id, points }: Redemption) => {
    if (returning.value?.busy) return
    returning.value = { id, busy: true }
    try {
      const { redemption } = await giveBack(laurel.client, id)
      deals.returned(redemption)
      returning.value = null
      announce(words.value?.text('rewards.returned', { n: points }) ?? '')
      focus('.body')
    } catch {
      returning.value = { id, failed: true }
      announce(words.value?.text('rewards.refused') ?? '')
    }
  }

  return () => {
    const { w } = current()
    const { items, failed } = pages.state.value
    if (!items?.length && !failed) return null
    const asked = returning.value
    return (
      <section>
        <h3>{w.text('rewards.bought')}</h3>
        <ul class="rows">
          {items?.map(each => (
            <Past key={each.id} bought={each} {...{ ask, give }} asked={asked?.id === each.id && asked} />
          ))}
        </ul>
        <More pages={pages} />
      </section>
    )
  }
}

interface PastProps {
  bought: Redemption
  asked: Returning | false
  ask(id: string | null): void
  give(bought: Redemption): void
}

function Past({ bought, asked, ask, give }: PastProps) {
  const { w, laurel } = current()
  const { id, name, at, points: n, returnableUntil, returnedAt } = bought
  const day = w.date(returnedAt ?? at, laurel.me.value?.now ?? at)
  return (
    <li class={asked ? 'returning' : ''}>
      <div class="row">
        <span class="grow">
          <b>{name}</b>
          <span class="muted">{`${w.text(returnedAt ? 'rewards.returned' : 'points', { n })} · ${day}`}</span>
        </span>
        {returnableUntil && !asked && (
          <button type="button" class="link" id={id} onClick={() => ask(id)}>
            {w.text('rewards.return')}
          </button>
        )}
      </div>
      {asked && (
        <div class="note deal">
          <p>{w.text('rewards.return.sure', { n })}</p>
          {asked.failed && <p class="bad">{w.text('rewards.refused')}</p>}
          <div class="actions">
            <button type="button" class="button" aria-disabled={asked.busy} onClick={() => give(bought)}>
              {w.text('rewards.return')}
            </button>
            <button type="button" class="button plain" onClick={() => ask(null)}>
              {w.text('rewards.keep')}
            </button>
          </div>
        </div>
      )}
    </li>
  )
}
