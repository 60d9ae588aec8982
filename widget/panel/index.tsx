import { effect, signal, untracked } from '@preact/signals-core'
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
import { createPages, type Pages } from './pages'
import { Panel } from './panel'
import css from './panel.css?inline'
import { keepPrompts } from './prompts'
import { createSheets } from './sheets'
import { directionOf, type Words } from './words'

const BESIDE_LAUNCHER_PX = 64
/** Until the merchant's own is known. */
const THEME = { accent: '', scheme: 'auto', side: 'right', offset: 20 } as const

/** Opens the panel in the loader's shadow root. */
export const mount: Mount = handoff => {
  const { key, api, early, emit, hears } = handoff
  const laurel = createCore({ key, api, early, identify: handoff.identify ?? undefined })
  const adopt = createSheets(handoff)
  const frame = createFrame(handoff, adopt)
  const words = signal<Words | null>(null)
  const said = signal('')
  let inline: Promise<Inline> | undefined
  const lists = signal<{ screen: ScreenName; pages: Pick<Pages<never>, 'read' | 'clear'> }[]>([])
  const app: App = {
    ...{ laurel, words, emit, hears, adopt },
    screen: signal<ScreenName>('home'),
    list(screen, read) {
      const pages = createPages(read)
      lists.value = [...lists.value, { screen, pages }]
      return pages
    },
    deeds: signal({}),
    outcomes: signal({}),
    unfinished: signal(null),
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
  const { root, launcher } = handoff
  const asking = keepPrompts(app, { root, launcher, dialog: frame.dialog, open: to => open(true, to) })
  const stop = [draw(), keepTheme(), keepWords(), keepBadge(), keepLists(), late.stop, asking]
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

  function keepTheme() {
    return effect(() => {
      const theme = { ...THEME, ...laurel.program.value?.theme, ...handoff.theme }
      adopt('theme', themeCss(theme) + placeCss(theme, handoff.launcher() ? BESIDE_LAUNCHER_PX : 0))
    })
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

  function keepLists() {
    return effect(() => {
      if (!laurel.me.value) return
      for (const { screen, pages } of lists.value) if (screen === app.screen.value) untracked(pages.read)
    })
  }

  async function findUnfinished() {
    const [wheel] = await laurel.unfinished().catch(() => [])
    if (!wheel) return
    app.screen.value = 'wheel'
    app.unfinished.value = wheel
  }

  /** Nothing of one shopper is left for the next. */
  function forget() {
    for (const { pages } of lists.value) pages.clear()
    app.deeds.value = {}
    app.outcomes.value = {}
    said.value = ''
    app.screen.value = 'home'
  }

  function open(byShopper: boolean, screen?: ScreenName) {
    if (screen) app.screen.value = screen
    if (laurel.status.value === 'failed') void laurel.load()
    else if (laurel.me.value) void laurel.refresh()
    frame.open(byShopper)
  }

  return {
    open,
    close: frame.close,
    identify(ask) {
      forget()
      void laurel.identify(ask).then(findUnfinished)
    },
    logout() {
      forget()
      laurel.logout()
    },
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
      for (const end of stop) end()
      void inline?.then(({ end }) => end())
      render(null, frame.dialog)
      frame.destroy()
      laurel.destroy()
    },
  }
}
