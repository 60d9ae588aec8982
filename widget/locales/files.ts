import type { ScreenName } from '../handoff'
import type { texts as main } from './en'
import type { texts as activity } from './en-activity'
import type { texts as wheel } from './en-wheel'

/** The name of a text. */
export type TextKey = keyof typeof main | keyof typeof wheel | keyof typeof activity

/** Texts by name: a language's own, or a merchant's. */
export type Texts = Partial<Record<string, string>>

type Load = () => Promise<{ texts: Texts }>
type Files = Partial<Record<ScreenName | 'main', Load>>

/** What the screens that are fetched later say. */
const en = {
  wheel: () => import('./en-wheel'),
  activity: () => import('./en-activity'),
}

/** A file of texts, which knows the file of each screen in its language: the panel only knows the languages. */
type Language = () => Promise<{ texts: Texts; screens: Record<keyof typeof en, Load> }>

const filesOf = (language: Language): Files => ({
  main: language,
  ...Object.fromEntries(
    (Object.keys(en) as (keyof typeof en)[]).map(screen => [
      screen,
      () => language().then(({ screens }) => screens[screen]()),
    ]),
  ),
})

/** A language is a file, and one more for each screen that is fetched later; the panel itself carries English. */
export const FILES: Record<string, Files> = {
  en,
  cs: filesOf(() => import('./cs')),
  sk: filesOf(() => import('./sk')),
  de: filesOf(() => import('./de')),
  ru: filesOf(() => import('./ru')),
  ar: filesOf(() => import('./ar')),
}
