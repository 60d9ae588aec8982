import { type Signal, signal } from '@preact/signals-core'
import type { Handoff, ScreenName } from '../../handoff'
import type { App } from '../app'
import { createSheets } from '../sheets'

/** What the panel lends to the elements of the page. */
export interface Desk extends Pick<Handoff, 'adopt'> {
  open(screen: ScreenName): void
}

/** A style as a sheet: nothing a Content-Security-Policy could refuse. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  return sheet
}

/** The panel's app, but for what belongs to one root: style, focus, voice, and that every link opens the panel. */
export function appIn(root: ShadowRoot, app: App, desk: Desk, heard: Signal<string>): App {
  const adopt = createSheets({ adopt: css => desk.adopt(css, root) })
  return {
    ...app,
    adopt,
    screen: {
      set value(to: ScreenName) {
        desk.open(to)
      },
    } as App['screen'],
    /** A spin that was never shown is the panel's to show; its result is shown here, too. */
    unfinished: signal(null),
    announce(text) {
      heard.value = text
    },
    /** Never taken from where the shopper has gone meanwhile. */
    focus(selector) {
      if (!root.activeElement && document.activeElement !== document.body) return
      const found = root.querySelector<HTMLElement>(selector)
      found?.focus({ preventScroll: true })
      found?.scrollIntoView({ block: 'nearest' })
    },
  }
}
