import type { Storefront } from '../../sdk/contract'
import * as english from '../locales/en'
import { LANGUAGES, type Language, type Part } from '../locales/files'
import { createWords, languageOf, type Words } from './words'

/** The panel's words, with the merchant's own texts over ours. */
export async function loadWords(asked: string | undefined, program: Storefront['program']): Promise<Words> {
  const { locales, texts } = program
  const wanted = [asked, document.documentElement.lang, navigator.language]
  const chosen = chooseLocale(wanted, ['en', ...Object.keys(LANGUAGES), ...Object.keys(texts)], locales)
  const language = languageOf(chosen)
  /** A page in `en` says nothing of dates; the browser of a shopper in London does. */
  const locale = chosen === languageOf(navigator.language) ? navigator.language : chosen
  const kin = Object.keys(texts).filter(each => languageOf(each) === language)
  const ours = await fetchLanguage(language)
  return createWords(locale, ...[chosen, language, ...kin].map(each => texts[each]), ours?.texts)
}

/** Teaches the words what a part that is fetched later says. */
export async function learnScreen(words: Words, part: Part): Promise<void> {
  const { screens }: Language = (await fetchLanguage(languageOf(words.locale))) ?? english
  const inEnglish = (english as Language).screens[part]
  const file = await (screens[part] ?? inEnglish)?.().catch(() => inEnglish?.())
  if (file) words.learn(file.texts)
}

/** English stands behind a language that does not come. */
const fetchLanguage = (language: string) => LANGUAGES[language]?.().catch(() => undefined)

/**
 * The first wanted language that can be shown: of the script tag, the page, the browser.
 * @param shown those with texts
 * @param allowed the merchant's; empty is all
 */
export function chooseLocale(wanted: (string | undefined)[], shown: string[], allowed: string[]): string {
  const languages = shown.map(languageOf)
  const offered = allowed.map(languageOf)
  const usable = (locale: string) =>
    languages.includes(languageOf(locale)) && (!offered.length || offered.includes(languageOf(locale)))
  return wanted.filter(isLocale).find(usable) ?? allowed.find(usable) ?? 'en'
}

/** A page may say anything in `lang`, and `Intl` throws at what it does not know. */
function isLocale(locale: string | undefined): locale is string {
  try {
    return Intl.getCanonicalLocales(locale).length > 0
  } catch {
    return false
  }
}
