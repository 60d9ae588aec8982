import { describe, expect, it } from 'vitest'
import { texts as cs } from '../../../widget/locales/cs'
import { texts as csActivity } from '../../../widget/locales/cs-activity'
import { texts as csWheel } from '../../../widget/locales/cs-wheel'
import { texts as en } from '../../../widget/locales/en'
import { texts as enActivity } from '../../../widget/locales/en-activity'
import { texts as enWheel } from '../../../widget/locales/en-wheel'
import { chooseLocale } from '../../../widget/panel/load-words'
import { createWords, directionOf } from '../../../widget/panel/words'

const plain = (text: string) => text.replace(/\s/g, ' ')

describe('a text', () => {
  const english = createWords('en')
  const czech = createWords('cs', cs)

  it.each([
    [0, '0 points'],
    [1, '1 point'],
    [2, '2 points'],
    [1240, '1,240 points'],
  ])('has the English plural of %d', (n, said) => {
    expect(english.text('points', { n })).toBe(said)
  })

  it.each([
    [0, '0 bodů'],
    [1, '1 bod'],
    [2, '2 body'],
    [4, '4 body'],
    [5, '5 bodů'],
    [21, '21 bodů'],
    [1240, '1 240 bodů'],
    [1.5, '1,5 bodu'],
  ])('has the Czech plural of %d', (n, said) => {
    expect(plain(czech.text('points', { n }))).toBe(said)
  })

  it('is the merchant’s where there is one', () => {
    const own = createWords('en', { points: '{n} fig|{n} figs' })
    expect(own.text('points', { n: 1 })).toBe('1 fig')
    expect(own.text('points', { n: 2 })).toBe('2 figs')
    expect(own.text('home')).toBe('Home')
  })

  it('takes its last form for every number when it has too few', () => {
    expect(createWords('cs', { points: '{n} b.' }).text('points', { n: 3 })).toBe('3 b.')
  })

  it('leaves a hole that nobody fills, and never fills twice', () => {
    expect(english.text('hello')).toBe('Hello, {name}')
    expect(english.text('hello', { name: '{n}' })).toBe('Hello, {n}')
  })

  it('that is not known yet shows its name, and is known once learnt', () => {
    const words = createWords('en')
    expect(words.text('spin.free')).toBe('spin.free')
    words.learn(enWheel)
    expect(words.text('spin.free')).toBe('Spin for free')
  })
})

describe.each([
  ['the panel', en, cs],
  ['the wheel', enWheel, csWheel],
  ['the activity', enActivity, csActivity],
])('the languages of %s', (_, english, czech) => {
  const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

  it('say the same things', () => {
    expect(Object.keys(czech).sort()).toEqual(Object.keys(english).sort())
  })

  it('fill the same holes', () => {
    for (const [key, text] of Object.entries(english)) {
      const translated = (czech as Record<string, string>)[key] ?? ''
      const optional = (hole: string) => hole !== '{n}'
      expect(holes(translated).filter(optional), key).toEqual(holes(text).filter(optional))
    }
  })
})

describe('formats', () => {
  it.each([
    ['en-GB', 4990, 'GBP', '£49.90'],
    ['en-GB', 5000, 'GBP', '£50'],
    ['cs', 4990, 'CZK', '49,90 Kč'],
    ['en', 4990, 'JPY', '¥4,990'],
    ['en', 4990, 'KWD', 'KWD 4.990'],
  ])('money in %s: %d %s', (locale, amount, currency, said) => {
    expect(plain(createWords(locale).money(amount, currency))).toBe(said)
  })

  it.each([
    [0.18, '18%'],
    [1 / 3, '33.3%'],
    [0.0004, '0.04%'],
    [1, '100%'],
  ])('a chance of %d', (share, said) => {
    expect(createWords('en').percent(share)).toBe(said)
  })

  it('a date, with its year when it is another', () => {
    const words = createWords('en-GB')
    expect(words.date('2026-12-05T12:00:00Z', '2026-11-22T12:00:00Z')).toBe('5 December')
    expect(words.date('2027-05-31T12:00:00Z', '2026-11-22T12:00:00Z')).toBe('31 May 2027')
  })
})

describe('the language', () => {
  const shown = ['en', 'cs']
  it.each([
    ['the script tag', ['cs', 'en', 'en'], [], 'cs'],
    ['the page', [undefined, 'cs-CZ', 'en'], [], 'cs-CZ'],
    ['the browser', [undefined, '', 'cs'], [], 'cs'],
    ['English, of languages nobody wrote', ['ja', 'th', 'fi'], [], 'en'],
    ['one the merchant offers', ['en', 'en', 'en'], ['cs'], 'cs'],
    ['English, when the page says nonsense', ['c_!', '??', undefined], [], 'en'],
  ])('is that of %s', (_, wanted, allowed, chosen) => {
    expect(chooseLocale(wanted, shown, allowed)).toBe(chosen)
  })

  it('runs from right to left where it is written so', () => {
    expect(['ar', 'he-IL', 'fa', 'en', 'cs'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'ltr', 'ltr'])
  })
})
