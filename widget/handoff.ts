import type { EarlyReplies, Identify } from '../sdk/browser'
import type { Theme } from '../sdk/contract'

/** What `laurel('init', …)` takes; key, api and locale have a `data-` attribute of the script tag behind them. */
export interface InitOptions {
  /** Publishable key, `pk_…`. */
  key?: string
  /** Origin of the API; by default the one the script came from. */
  api?: string
  /** BCP 47; by default the language of the page. */
  locale?: string
  /** Replaces parts of the merchant's theme on this page. */
  theme?: Partial<Theme>
  /** False leaves the launcher to the page: it calls `laurel('open')` itself. */
  launcher?: boolean
}

/** What the panel's bar leads to. */
export type MainScreen = 'home' | 'earn' | 'wheel' | 'rewards' | 'codes' | 'refer'

/** `missions`, `activity`, `join`, `data` and `feedback` are behind another screen. */
export type ScreenName = MainScreen | 'missions' | 'activity' | 'join' | 'data' | 'feedback'

/** What the loader gives the panel when it mounts. */
export interface Handoff {
  key: string
  api: string
  locale?: string
  theme?: Partial<Theme>
  root: ShadowRoot
  /** Adds a style, to our root or another: a style element or attribute a Content-Security-Policy could refuse. */
  adopt(css: string, root?: ShadowRoot): CSSStyleSheet
  identify: Identify | null
  /** Tells the page; resolves with what its listeners answered. */
  emit(name: string, detail?: unknown): Promise<unknown[]>
  /** Does the page listen to this? A button nobody hears is not shown. */
  hears(name: string): boolean
  /** The panel has opened or closed. */
  toggled(open: boolean): void
  /** Something new waits for the shopper, so many of them. */
  badge(count: number): void
  /** False when the page has no launcher of ours, and never will. */
  launcher?: boolean
  /** Where focus goes back to when nothing better is known: the launcher, once it is there. */
  button(): HTMLElement | null
}

/** What the loader may ask of the panel. */
export interface Panel {
  /** @param byShopper false when the page opened it unasked: then it takes no focus and is not modal */
  open(byShopper: boolean, screen?: ScreenName): void
  close(): void
  /** @param ask null for whoever this browser remembers */
  identify(ask: Identify | null): void
  logout(): void
  refresh(): void
  /** The shopper has followed a friend's link. */
  visit(slug: string): void
  /** Draws one of the `laurel-…` elements of the page, until it is gone. */
  inline(element: HTMLElement): void
  destroy(): void
}

/** @param early what was asked already; it is used up, and nobody keeps it */
export type Mount = (handoff: Handoff, early: EarlyReplies) => Panel
