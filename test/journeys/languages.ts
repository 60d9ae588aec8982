import * as english from '../../widget/locales/en'
import { LANGUAGES, type Language } from '../../widget/locales/files'

/** Our texts by name. A plural has its forms between bars, and some have holes: `{n}`. */
export type OurTexts = Record<string, string>

/** Everything the widget can say in a language of ours. */
export async function textsOf(locale: string): Promise<OurTexts> {
  const language: Language = (await LANGUAGES[locale]?.()) ?? english
  const parts = await Promise.all(Object.values(language.screens).map(load => load()))
  return Object.assign({}, language.texts, ...parts.map(({ texts }) => texts))
}

/** What stands in a hole is short; English little words are words of other languages, too. */
const HOLE = '\\S+(?: \\S+){0,2}'
const MASK = '…'

/**
 * What is wrong with texts that are shown in another language than English: names of texts instead of them, and
 * English that is left, single words aside, which languages share.
 * @param own the merchant's words, in whatever language
 */
export function foreignIn(shown: string[], english: OurTexts, own: string[]): string[] {
  const patterns = Object.values(english)
    .flatMap(text => text.split('|'))
    .filter(text => /[a-z]{2}/i.test(text.replace(/\{\w+\}/g, '')))
    .map(
      text =>
        new RegExp(
          `^${text
            .split(/\{\w+\}/)
            .map(literal)
            .join(HOLE)}$`,
        ),
    )
  const mask = (text: string) => own.reduce((rest, word) => rest.replaceAll(word, MASK), text)
  return shown
    .map(text => mask(text.replace(/[\u2066-\u2069]/g, '').trim()))
    .filter(text => NAME.test(text) || (/\s/.test(text) && patterns.some(pattern => pattern.test(text))))
}

/** Of a text: `refer.none`. */
const NAME = /^[a-z]+(\.[a-z_-]+)+$/i

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Runs in the page: every text of the widget that can be seen or heard, an element's own together. */
export function textsIn(host: Element): string[] {
  const found: string[] = []
  for (const element of host.shadowRoot?.querySelectorAll('*') ?? []) {
    if (!element.checkVisibility() || element.closest('style')) continue
    const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    found.push(
      ...own
        .map(({ textContent }) => textContent)
        .join('')
        .split(' · '),
    )
    for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
      found.push(element.getAttribute(name) ?? '')
  }
  return found.filter(text => text.trim())
}
