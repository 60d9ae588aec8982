import { texts as english } from '../locales/en'
import type { TextKey, Texts } from '../locales/files'
import { formatMoney } from './money'

export type { TextKey }

type Filling = Record<string, string | number>

/** The panel's language: texts, numbers, money and dates. */
export type Words = ReturnType<typeof createWords>

/** Letters of the languages that are written from right to left. */
const RTL_LETTERS = /[\u0590-\u08ff]/

/** CLDR's order; a text gives those forms its language has. */
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other']

/**
 * @param locale BCP 47: decides plural forms and formats
 * @param layers texts in order of preference: the merchant's, then the language's; English stands behind
 */
export function createWords(locale: string, ...layers: (Texts | undefined)[]) {
  const plural = new Intl.PluralRules(locale)
  const { pluralCategories } = plural.resolvedOptions()
  const forms = FORMS.filter(form => (pluralCategories as string[]).includes(form))
  const number = (value: number, options?: Intl.NumberFormatOptions) => value.toLocaleString(locale, options)
  const day = (at: string, options: Intl.DateTimeFormatOptions) =>
    new Date(at).toLocaleString(locale, { day: 'numeric', month: 'long', ...options })
  const rtl = directionOf(locale) === 'rtl'
  layers.push(english)

  /** What runs the other way, or might, is kept together and moves nothing around it: FSI and PDI of UAX 9. */
  const isolate = (said: string) => (RTL_LETTERS.test(said) === rtl ? said : `\u2068${said}\u2069`)

  /** The text, with `{name}` filled in; `n` chooses between forms. */
  const text = (key: TextKey, filling: Filling = {}): string => {
    const variants = (layers.find(layer => layer?.[key])?.[key] ?? key).split('|')
    const form = forms.indexOf(plural.select(Number(filling.n ?? 0)))
    return (variants[form] ?? (variants.at(-1) as string)).replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = filling[name] ?? hole
      return typeof value === 'number' ? number(value) : isolate(value)
    })
  }

  return {
    locale,
    text,
    number,
    isolate,
    /** Texts of a screen that was fetched later. */
    learn: (texts: Texts) => void layers.push(texts),
    percent: (share: number) =>
      number(share, {
        style: 'percent',
        ...(share < 0.001 ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: 1 }),
      }),
    money: (amountMinor: number, currency: string) => formatMoney(locale, amountMinor, currency),
    list: (items: string[]) => new Intl.ListFormat(locale).format(items),
    /** The year is said only when it is not `now`'s. */
    date: (at: string, now: string) =>
      day(at, new Date(at).getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
  }
}

export const languageOf = (locale: string): string => (locale.split('-')[0] ?? '').toLowerCase()

/** Of the writing. */
export const directionOf = (locale: string): 'rtl' | 'ltr' =>
  /^(ar|fa|he|ps|ur|yi)$/.test(languageOf(locale)) ? 'rtl' : 'ltr'
