import type { ComponentType } from 'preact'
import { erase, exportData } from '../../../sdk/browser/person'
import { type App, current } from '../app'
import type { TextKey } from '../words'

/** What is held about the shopper: to be taken along, or erased for good. */
export function create(app: App): ComponentType {
  /** Erasing is asked about once more, in place. */
  const asking = app.own(false)
  const said = app.own<TextKey | null>(null)

  const tell = (key: TextKey) => {
    said.value = key
    app.announce(app.words.value?.text(key) ?? '')
  }

  async function download() {
    try {
      const { customer, ...rest } = await exportData(app.laurel.client)
      save(JSON.stringify({ customer, ...rest }, null, 2))
      tell('data.saved')
    } catch {
      tell('data.failed')
    }
  }

  async function eraseAll() {
    try {
      await erase(app.laurel.client)
      asking.value = false
      app.screen.value = 'home'
      app.announce(app.words.value?.text('data.erased') ?? '')
      app.focus('.body')
    } catch {
      tell('data.failed')
    }
  }

  function ask(now: boolean) {
    asking.value = now
    said.value = null
    app.focus(now ? '.danger' : '.erase')
  }

  return () => <Data {...{ download, eraseAll, ask }} asking={asking.value} said={said.value} />
}

/** Hands the browser a file, without leaving the page. */
function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  Object.assign(link, { href: url, download: 'my-data.json' })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

interface DataProps {
  download(): void
  eraseAll(): void
  ask(now: boolean): void
  asking: boolean
  said: TextKey | null
}

function Data({ download, eraseAll, ask, asking, said }: DataProps) {
  const { w } = current()
  return (
    <>
      <section>
        <p>{w.text('data.body')}</p>
      </section>
      <button type="button" class="button plain" onClick={download}>
        {w.text('data.save')}
      </button>
      {asking ? (
        <section class="note">
          <b>{w.text('data.sure')}</b>
          <p>{w.text('data.lost')}</p>
          <div class="actions">
            <button type="button" class="button danger" onClick={eraseAll}>
              {w.text('data.erase')}
            </button>
            <button type="button" class="button plain" onClick={() => ask(false)}>
              {w.text('data.keep')}
            </button>
          </div>
        </section>
      ) : (
        <button type="button" class="button plain erase" onClick={() => ask(true)}>
          {w.text('data.erase')}
        </button>
      )}
      {said && <p class={said === 'data.failed' ? 'bad' : 'muted'}>{w.text(said)}</p>}
    </>
  )
}
