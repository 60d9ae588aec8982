import type { Core } from '../../sdk/browser'
import type { MainScreen, ScreenName } from '../handoff'
import { current } from './app'
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
  const screens = mainScreens(laurel)
  const behind = PARENTS[screen.value as keyof typeof PARENTS]
  const name = behind || screens.includes(screen.value as MainScreen) ? screen.value : 'home'
  const main = behind?.find(each => screens.includes(each)) ?? name
  return (
    <>
      <div class="head">
        {main !== name && (
          <button
            type="button"
            class="tool back"
            aria-label={w?.text('back')}
            onClick={() => {
              screen.value = main
            }}
          >
            <Icon name="chevron" />
          </button>
        )}
        {/* A new one beside the way back: what only moves aside is a shift of the page. */}
        <h2 id="title" class="grow" key={main === name}>
          {w && main !== name ? w.text(name) : laurel.program.value?.name}
        </h2>
        <button type="button" class="tool" aria-label={w?.text('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard, and not every screen has a button */}
      <div class="body" key={name} tabIndex={0}>
        <Shown name={name} late={late} />
      </div>
      {/* A new one where it has more screens or fewer, for the same reason. */}
      <nav key={screens.length}>
        {w &&
          screens.map(each => (
            <button
              type="button"
              key={each}
              aria-current={each === main ? 'page' : undefined}
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

/** Where the way back leads, the first of them that there is. */
const PARENTS: Partial<Record<ScreenName, MainScreen[]>> = {
  codes: ['codes', 'rewards'],
  missions: ['earn'],
  activity: ['home'],
  join: ['home'],
  data: ['home'],
  feedback: ['home'],
}

/** What the bar shows: with a catalogue, my codes are behind it. */
function mainScreens({ storefront, program, me, signedIn }: Core): MainScreen[] {
  const { wheels = [], catalogue = [] } = storefront.value ?? {}
  const screens: [MainScreen, unknown][] = [
    ['home', true],
    ['earn', true],
    ['wheel', wheels.length],
    ['rewards', catalogue.length],
    ['codes', signedIn.value && !catalogue.length],
    ['refer', signedIn.value && program.value?.referral && me.value?.customer.kind !== 'guest'],
  ]
  return screens.filter(([, shown]) => shown).map(([name]) => name)
}

function Shown({ name, late }: { name: ScreenName; late: LateScreens }) {
  const { laurel, words } = current()
  const status = laurel.status.value
  if (words.value && status === 'failed') return <Failed retry={laurel.load} />
  if (!words.value || status !== 'ready') return <Skeleton hero />
  if (name === 'home') return <Home />
  const Screen = late.of(name)
  if (Screen === null) return <Failed retry={() => late.fetch(name)} />
  return Screen ? <Screen /> : <Skeleton />
}
