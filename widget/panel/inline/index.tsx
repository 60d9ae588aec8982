import { effect, signal } from '@preact/signals-core'
import type { Theme } from '../../../sdk/contract'
import { themeCss } from '../../theme/palette'
import type { App } from '../app'
import { learnScreen } from '../load-words'
import { type Desk, sheetOf } from './app-in'
import css from './inline.css?inline'
import { drawPiece } from './piece'

export interface Inline {
  draw(element: Element): void
  end(): void
}

/** Draws the `laurel-…` elements of the page, each in its own root, with the state of the panel. */
export function create(app: App, desk: Desk & { sheet: CSSStyleSheet; theme?: Partial<Theme> }): Inline {
  const drawn = new Map<Element, () => void>()
  const learned = signal(false)
  const theme = sheetOf('')
  const sheets = [theme, desk.sheet, sheetOf(css)]

  function learn() {
    const words = app.words.value
    if (words) void learnScreen(words, 'inline').then(() => (learned.value = true))
  }
  function dress() {
    const own = { ...app.laurel.program.value?.theme, ...desk.theme }
    theme.replaceSync(themeCss({ accent: own.accent ?? '', scheme: own.scheme ?? 'auto' }))
  }
  const stop = [learn, dress].map(each => effect(() => each()))

  /** A page tells nobody what it takes away: what is gone is noticed when the next one comes. */
  function sweep() {
    for (const [element, end] of drawn) {
      if (element.isConnected) continue
      drawn.delete(element)
      end()
    }
  }

  return {
    draw(element) {
      sweep()
      const root = element.shadowRoot
      if (!root || !element.isConnected || drawn.has(element)) return
      drawn.set(element, drawPiece({ element, root, app, desk, sheets, learned }))
    },
    end() {
      for (const end of [...stop, ...drawn.values()]) end()
    },
  }
}
