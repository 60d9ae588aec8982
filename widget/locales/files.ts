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
  sk: {
    main: () => import('./sk'),
    wheel: () => import('./sk-wheel'),
    activity: () => import('./sk-activity'),
  },
  de: {
    main: () => import('./de'),
    wheel: () => import('./de-wheel'),
    activity: () => import('./de-activity'),
  },
  ru: {
    main: () => import('./ru'),
    wheel: () => import('./ru-wheel'),
    activity: () => import('./ru-activity'),
  },
  ar: {
    main: () => import('./ar'),
    wheel: () => import('./ar-wheel'),
    activity: () => import('./ar-activity'),
  },
}
