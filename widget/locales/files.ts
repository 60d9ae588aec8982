import type { ScreenName } from '../handoff'
import type { texts as main } from './en'
import type { texts as activity } from './en-activity'
import type { texts as wheel } from './en-wheel'

/** The name of a text. */
export type TextKey = keyof typeof main | keyof typeof wheel | keyof typeof activity

/** Texts by name: a language's own, or a merchant's. */
export type Texts = Partial<Record<string, string>>

type Files = Partial<Record<ScreenName | 'main', () => Promise<{ texts: Texts }>>>

/** A language is a file, and one more for each screen that is fetched later; the panel itself carries English. */
export const FILES: Record<string, Files> = {
  en: {
    wheel: () => import('./en-wheel'),
    activity: () => import('./en-activity'),
  },
  cs: {
    main: () => import('./cs'),
    wheel: () => import('./cs-wheel'),
    activity: () => import('./cs-activity'),
  },
}
