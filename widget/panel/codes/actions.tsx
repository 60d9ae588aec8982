import type { OwnedCode } from '../../../sdk/contract'
import { type App, current } from '../app'
import type { TextKey, Words } from '../words'

/** The code itself, and what a shopper does with it: copy it, or hand it to the cart. */
export function CodeActions({ code }: { code: OwnedCode }) {
  const app = current()
  const { w, hears } = app
  const deed = app.deeds.value[code.id]
  const used = deed === 'used'
  return (
    <>
      <code dir="ltr" translate={false}>
        {code.code}
      </code>
      <div class="actions">
        <button type="button" class="button" onClick={() => copy(app, code)}>
          {w.text(deed === 'copied' ? deed : 'copy')}
        </button>
        {hears('reward') && (
          <button
            type="button"
            class="button plain"
            aria-disabled={used}
            onClick={() => used || void hand(app, code)}
          >
            {w.text(used ? deed : 'use')}
          </button>
        )}
      </div>
      {deed === 'useFailed' && <p class="bad">{w.text(deed)}</p>}
    </>
  )
}

/** The clipboard can be closed to us; the code can be selected with one press then. */
async function copy(app: App & { w: Words }, code: OwnedCode): Promise<void> {
  await navigator.clipboard?.writeText(code.code).then(
    () => tell(app, code, 'copied'),
    () => {},
  )
}

async function hand(app: App & { w: Words }, code: OwnedCode): Promise<void> {
  await app.laurel.use(code).then(
    () => tell(app, code, 'used'),
    () => tell(app, code, 'useFailed'),
  )
}

function tell({ deeds, announce, w }: App & { w: Words }, { id }: OwnedCode, key: TextKey): void {
  deeds.value = { ...deeds.value, [id]: key }
  announce(w.text(key))
}
