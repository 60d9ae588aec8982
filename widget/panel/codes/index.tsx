import type { ComponentType } from 'preact'
import type { OwnedCode } from '../../../sdk/contract'
import { type App, current } from '../app'
import { Failed, More, Notice, Skeleton } from '../notice'
import { createPages, type Pages } from '../pages'
import { CodeCard } from './card'
import { PastCode } from './past'

/** My codes: those that can be used first, then the rest with what became of it. */
function Codes({ codes }: { codes: Pages<OwnedCode> }) {
  const { laurel, w } = current()
  const { items, failed } = codes.state.value
  const { now = '' } = laurel.me.value ?? {}
  if (!items) return failed ? <Failed retry={codes.more} /> : <Skeleton />
  if (!items.length)
    return <Notice icon="codes" title={w.text('codes.none')} body={w.text('codes.none.body')} />
  const usable = items.filter(({ status, expiresAt }) => status === 'issued' && expiresAt > now)
  const past = items.filter(code => !usable.includes(code))
  return (
    <>
      {usable.map(code => (
        <CodeCard key={code.id} code={code} now={now} />
      ))}
      {past.length > 0 && (
        <section>
          <h3>{w.text('codes.past')}</h3>
          <ul class="rows">
            {past.map(code => (
              <PastCode key={code.id} code={code} />
            ))}
          </ul>
        </section>
      )}
      <More pages={codes} />
    </>
  )
}

export function create(app: App): ComponentType {
  const codes = createPages(app, 'codes', app.laurel.codes)
  return () => <Codes codes={codes} />
}
