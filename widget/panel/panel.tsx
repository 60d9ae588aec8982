import type { ScreenName } from '../handoff'
import { current } from './app'
import { Codes } from './codes/codes'
import { Earn } from './earn/earn'
import { Home } from './home/home'
import { Icon } from './icon'
import type { LateScreens } from './late'
import { Failed, Skeleton } from './notice'

export interface PanelProps {
  late: LateScreens
  said: string
  close(): void
}

/** Everything inside the dialog. */
export function Panel({ late, said, close }: PanelProps) {
  const { laurel, words, screen } = current()
  const w = words.value
  const screens = visible(laurel.signedIn.value, laurel.storefront.value?.wheels.length)
  const name = screens.find(each => each === screen.value) ?? 'home'
  return (
    <>
      <div class="head">
        <h2 id="title">{laurel.program.value?.name}</h2>
        <button type="button" class="tool" aria-label={w?.text('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, and not every screen has a button */}
      <div class="body" key={name} tabIndex={0}>
        <Shown name={name} late={late} />
      </div>
      <nav>
        {w &&
          screens.map(each => (
            <button
              type="button"
              key={each}
              aria-current={each === name ? 'page' : undefined}
              onClick={() => {
                screen.value = each
              }}
            >
              <Icon name={each} />
              <span>{w.text(each)}</span>
            </button>
          ))}
      </nav>
      <p class="sr" role="status">
        {said}
      </p>
    </>
  )
}

function visible(signedIn: boolean, wheels = 0): ScreenName[] {
  const open: ScreenName[] = wheels ? ['home', 'earn', 'wheel'] : ['home', 'earn']
  return signedIn ? [...open, 'codes', 'activity'] : open
}

function Shown({ name, late }: { name: ScreenName; late: LateScreens }) {
  const { laurel, words } = current()
  const status = laurel.status.value
  if (words.value && status === 'failed') return <Failed retry={laurel.load} />
  if (!words.value || status !== 'ready') return <Skeleton hero />
  if (name === 'home') return <Home />
  if (name === 'earn') return <Earn />
  if (name === 'codes') return <Codes />
  const Screen = late.of(name)
  if (Screen === null) return <Failed retry={() => late.fetch(name)} />
  return Screen ? <Screen /> : <Skeleton />
}
