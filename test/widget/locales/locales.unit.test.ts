import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { MainScreen } from '../../../widget/handoff'
import * as en from '../../../widget/locales/en'
import { LANGUAGES, type Language } from '../../../widget/locales/files'

const FOLDER = new URL('../../../widget/locales/', import.meta.url)
const ALL = ['en', 'cs', 'sk', 'de', 'ru', 'ar']
/** Five of these stand side by side at the foot of a phone; a way to any other screen has more room. */
const BAR: MainScreen[] = ['home', 'earn', 'wheel', 'rewards', 'codes', 'refer']
const LONGEST_LABEL = 10

/** `wheel` of `de-wheel.ts`; '' of `de.ts`, where the panel's first texts are. */
type Part = string

const partsOf = (language: string): Part[] =>
  readdirSync(FOLDER)
    .filter(file => file === `${language}.ts` || file.startsWith(`${language}-`))
    .map(file => file.slice(language.length + 1, -'.ts'.length))
    .sort()

const read = async (language: string, part: Part): Promise<Record<string, string>> =>
  (await import(new URL(`${language}${part && `-${part}`}.ts`, FOLDER).href)).texts

const every = ALL.flatMap(language => partsOf('en').map(part => ({ language, part })))
const holesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()

describe('the languages', () => {
  it('are those with files, and each has a file for what English has one for', () => {
    expect(['en', ...Object.keys(LANGUAGES)]).toEqual(ALL)
    for (const language of ALL) expect(partsOf(language), language).toEqual(partsOf('en'))
  })

  it.each(ALL)('of %s: each screen is given its own file', async language => {
    const { texts, screens }: Language = (await LANGUAGES[language]?.()) ?? en
    expect(texts).toEqual(await read(language, ''))
    expect(['', ...Object.keys(screens)].sort()).toEqual(partsOf(language))
    for (const [screen, load] of Object.entries(screens))
      expect((await load()).texts).toEqual(await read(language, screen))
  })
})

describe.each(every)('$language, $part', ({ language, part }) => {
  it('says what English says, and all of it', async () => {
    const [english, own] = await Promise.all([read('en', part), read(language, part)])
    expect(Object.keys(own).sort()).toEqual(Object.keys(english).sort())
    expect(Object.entries(own).filter(([, text]) => !text.trim())).toEqual([])
  })

  it('leaves the holes of English to be filled', async () => {
    const [english, own] = await Promise.all([read('en', part), read(language, part)])
    for (const key of Object.keys(english))
      expect(holesOf(own[key] ?? ''), key).toEqual(holesOf(english[key] ?? ''))
  })

  it('has a form for each number of its language, or one for all', async () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
    for (const [key, text] of Object.entries(await read(language, part)))
      expect([1, pluralCategories.length], `${key}: ${text}`).toContain(text.split('|').length)
  })
})

describe.each(ALL)('the labels of %s', language => {
  it('fit below a phone', async () => {
    const texts = await read(language, '')
    expect(BAR.filter(name => (texts[name] ?? '').length > LONGEST_LABEL)).toEqual([])
  })
})
