import type { ScreenName } from '../handoff'
import type * as en from './en'
import type { texts as activity } from './en-activity'
import type { texts as codes } from './en-codes'
import type { texts as data } from './en-data'
import type { texts as earn } from './en-earn'
import type { texts as feedback } from './en-feedback'
import type { texts as inline } from './en-inline'
import type { texts as join } from './en-join'
import type { texts as missions } from './en-missions'
import type { texts as prompt } from './en-prompt'
import type { texts as refer } from './en-refer'
import type { texts as rewards } from './en-rewards'
import type { texts as wheel } from './en-wheel'

/** The name of a text. */
export type TextKey = keyof (typeof en.texts &
  typeof wheel &
  typeof activity &
  typeof codes &
  typeof data &
  typeof earn &
  typeof feedback &
  typeof inline &
  typeof join &
  typeof missions &
  typeof prompt &
  typeof refer &
  typeof rewards)

/** What is fetched later, with its texts: a screen, or what is asked unasked. */
export type Part = ScreenName | 'prompt' | 'inline'

/** Texts by name: a language's own, or a merchant's. */
export type Texts = Partial<Record<string, string>>

/** What the panel says in a language, and where the rest is: a file for each screen that is fetched later. */
export interface Language {
  texts: Texts
  screens: Partial<Record<Part, () => Promise<{ texts: Texts }>>>
}

/** Every language but English, which the panel carries. Each knows the files of its screens, so the panel need not. */
export const LANGUAGES: Record<string, () => Promise<Language>> = {
  cs: () => import('./cs'),
  sk: () => import('./sk'),
  de: () => import('./de'),
  ru: () => import('./ru'),
  ar: () => import('./ar'),
}
