import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { Core, Outcome } from '../../sdk/browser'
import type { ScreenName } from '../handoff'
import type { Adopt } from './sheets'
import type { TextKey, Words } from './words'

/** The state of one panel, and what every screen can do. Components hold none: they draw what the signals say. */
export interface App {
  laurel: Core
  words: ReadonlySignal<Words | null>
  screen: Signal<ScreenName>
  /** Holds something of one shopper: it is as it began as soon as they have left. */
  own<T>(start: T): Signal<T>
  /** What the shopper has done with a code, by its id: the button says so. */
  deeds: Signal<Record<string, TextKey>>
  /** The last result at each wheel. */
  outcomes: Signal<Record<string, Outcome>>
  /** A wheel with a spin whose result was never shown. */
  unfinished: Signal<string | null>
  /** Said once by a screen reader; the region that says it is there from the start. */
  announce(text: string): void
  /** Moves focus to the first match in the panel, if there is one, scrolling no more than it must. */
  focus(selector: string): void
  emit(name: string, detail?: unknown): Promise<unknown[]>
  hears(name: string): boolean
  adopt: Adopt
}

let drawn: App

/** Names the panel that is drawn next. Drawing is synchronous, so no component ever sees another's. */
export function drawFor(app: App): void {
  drawn = app
}

/** The panel being drawn, with its words. */
export const current = (): App & { w: Words } => ({ ...drawn, w: drawn.words.value as Words })
