import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Storefront } from '../../../sdk/contract'
import type { ScreenName } from '../../../widget/handoff'
import * as english from '../../../widget/locales/en'
import { LANGUAGES, type Language, type TextKey, type Texts } from '../../../widget/locales/files'
import { learnScreen, loadWords } from '../../../widget/panel/load-words'

const ALL = ['en', ...Object.keys(LANGUAGES)]
const SCREENS = Object.keys(english.screens) as ScreenName[]

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  vi.stubGlobal('navigator', { language: 'en-GB' })
})

/** The words of a shop, with every screen opened once. */
async function open(locale: string, texts: Record<string, Record<string, string>> = {}) {
  const program = { locales: [], texts } as unknown as Storefront['program']
  const words = await loadWords(locale, program)
  for (const screen of SCREENS) await learnScreen(words, screen)
  return words
}

async function keysOf(language: string): Promise<TextKey[]> {
  const { texts, screens }: Language = (await LANGUAGES[language]?.()) ?? english
  const later = await Promise.all(Object.values(screens).map(load => load()))
  const all: Texts = Object.assign({ ...texts }, ...later.map(screen => screen.texts))
  return Object.keys(all) as TextKey[]
}

describe.each(ALL)('a merchant’s texts in %s', language => {
  it('replace every text of the language', async () => {
    const keys = await keysOf(language)
    const own = Object.fromEntries(keys.map(key => [key, `own ${key}`]))
    const words = await open(language, { [language]: own })
    for (const key of keys) expect(words.text(key)).toBe(`own ${key}`)
  })

  it('leave alone what they do not name, and other languages', async () => {
    const [ours, words] = [
      await open(language),
      await open(language, { [language]: { home: 'Own' }, ja: { earn: 'Own' } }),
    ]
    expect(words.text('home')).toBe('Own')
    for (const key of await keysOf(language)) if (key !== 'home') expect(words.text(key)).toBe(ours.text(key))
  })
})

describe('a shop', () => {
  it('speaks a language of its own, and English where it has said nothing', async () => {
    const words = await open('fr', { fr: { home: 'Accueil', 'spin.free': 'Tournez gratuitement' } })
    expect([words.locale, words.text('home'), words.text('spin.free')]).toEqual([
      'fr',
      'Accueil',
      'Tournez gratuitement',
    ])
    expect([words.text('earn'), words.text('spin.show')]).toEqual(['Earn', 'Show my result'])
  })

  it('counts in the forms of the language, in its own words', async () => {
    const own = '{n} من الأوراق|ورقة|ورقتان|{n} أوراق|{n} ورقة|{n} ورقة'
    const words = await open('ar', { ar: { points: own } })
    const said = [0, 1, 2, 3, 11, 100].map(n => words.text('points', { n }))
    expect(said).toEqual(['0 من الأوراق', 'ورقة', 'ورقتان', '3 أوراق', '11 ورقة', '100 ورقة'])
  })

  it.each([
    ['ar-EG', 'ar'],
    ['ar', 'ar-EG'],
    ['fr', 'fr-CA'],
    ['pt-br', 'pt-BR'],
    ['fr-CH', 'fr-CA'],
  ])('speaks to a shopper in %s with its texts in %s', async (asked, written) => {
    const words = await open(asked, { [written]: { home: 'Own' } })
    expect(words.text('home')).toBe('Own')
  })
})
