import { effect, signal } from '@preact/signals-core'
import { render } from 'preact'
import { createCore } from '../../sdk/browser/core'
import type { Mount, ScreenName } from '../handoff'
import { countNews } from '../news'
import { placeCss, themeCss } from '../theme/palette'
import { type App, drawFor } from './app'
import { createFrame } from './frame'
import type { Inline } from './inline'
import { createLateScreens } from './late'
import { loadWords } from './load-words'
import { Panel } from './panel'
import css from './panel.css?inline'
import { keepPrompts } from './prompts'
import { createSheets } from './sheets'
import { directionOf, type Words } from './words'

const BESIDE_LAUNCHER_PX = 64
/** Until the merchant's own is known. */
const THEME = { accent: '', scheme: 'auto', side: 'right', offset: 20 } as const

/** Opens the panel in the loader's shadow root. */
export const mount: Mount = (handoff, early) => {
  const { key, api, emit, hears } = handoff
  const laurel = createCore({ key, api, early, identify: handoff.identify ?? undefined })
  const adopt = createSheets(handoff)
  const frame = createFrame(handoff, adopt)
  const words = signal<Words | null>(null)
  const forgets: (() => void)[] = []
  let inline: Promise<Inline> | undefined
  const own = <T,>(start: T) => {
    const held = signal(start)
    forgets.push(() => {
      held.value = start
    })
    return held
  }
  const said = own('')
  const app: App = {
    ...{ laurel, words, emit, hears, adopt, own },
    screen: own<ScreenName>('home'),
    deeds: own({}),
    outcomes: own({}),
    unfinished: own(null),
    announce(text) {
      said.value = text
    },
    focus(selector) {
      const found = frame.dialog.querySelector<HTMLElement>(selector)
      found?.focus({ preventScroll: true })
      found?.scrollIntoView({ block: 'nearest' })
    },
  }
  const sheet = adopt('panel', css)
  for (const name of ['spin', 'reward', 'tier', 'response', 'error'] as const)
    laurel.on(name, detail => emit(name, detail))
  const late = createLateScreens(app)
  const { root, button } = handoff
  const asking = keepPrompts(app, { root, button, dialog: frame.dialog, open: to => open(true, to) })
  const stop = [forget(), draw(), effect(dress), keepWords(), keepBadge(), late.stop, asking]
  void laurel.load().then(findUnfinished)

  /**
   * The whole panel is drawn again when any signal it read has changed: it is small, and Preact compares. Focus on what
   * is gone with its screen goes to the next one.
   */
  function draw() {
    return effect(() => {
      drawFor(app)
      const held = root.activeElement
      render(<Panel late={late} said={said.value} close={frame.close} />, frame.dialog)
      if (held?.isConnected === false) app.focus('.body')
    })
  }

  /** What is open stays where it is, though the merchant's own place comes late. */
  function dress() {
    const theme = { ...THEME, ...laurel.program.value?.theme, ...handoff.theme }
    adopt('theme', themeCss(theme))
    if (!frame.dialog.open)
      adopt('place', placeCss(theme, handoff.launcher === false ? 0 : BESIDE_LAUNCHER_PX))
  }

  function keepWords() {
    return effect(() => {
      const program = laurel.program.value
      if (!program || words.peek()) return
      void loadWords(handoff.locale, program).then(chosen => {
        frame.dialog.lang = chosen.locale
        frame.dialog.dir = directionOf(chosen.locale)
        words.value = chosen
      })
    })
  }

  function keepBadge() {
    return effect(() => handoff.badge(laurel.me.value ? countNews(laurel.me.value) : 0))
  }

  async function findUnfinished() {
    const { session } = laurel.client
    const [wheel] = await laurel.unfinished().catch(() => [])
    if (!wheel || session !== laurel.client.session) return
    app.screen.value = 'wheel'
    app.unfinished.value = wheel
  }

  /** Nothing of one shopper is left for the next, however they have left. */
  function forget() {
    return effect(() => {
      if (!laurel.me.value) for (const each of forgets) each()
    })
  }

  function open(byShopper: boolean, screen?: ScreenName) {
    if (screen) app.screen.value = screen
    if (laurel.status.value === 'failed') void laurel.load()
    else if (laurel.me.value) void laurel.refresh()
    dress()
    frame.open(byShopper)
  }

  return {
    open,
    close: frame.close,
    identify(ask) {
      app.screen.value = 'home'
      void laurel.identify(ask).then(findUnfinished)
    },
    logout: laurel.logout,
    refresh: () => void laurel.refresh(),
    visit: slug =>
      void import('../../sdk/browser/visit').then(({ visit }) => visit(laurel.client, slug)).catch(() => {}),
    inline(element) {
      inline ??= import('./inline').then(({ create }) =>
        create(app, { ...handoff, sheet, open: to => open(true, to) }),
      )
      inline.then(
        ({ draw, end }) => (frame.dialog.isConnected ? draw(element) : end()),
        () => {
          inline = undefined
        },
      )
    },
    destroy() {
      laurel.destroy()
      for (const end of stop) end()
      void inline?.then(({ end }) => end())
      render(null, frame.dialog)
      frame.destroy()
    },
  }
}
