import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../widget/locales/files'
import { createWords } from '../../../widget/panel/words'

const wordsOf = async (language: string) => createWords(language, (await LANGUAGES[language]?.())?.texts)

/** A space that does not break parts the thousands in most languages. */
const plain = (text: string) => text.replace(/\s/g, ' ')

describe('an amount of points', () => {
  it.each([
    ['de', { 0: '0 Punkte', 1: '1 Punkt', 2: '2 Punkte', 1.5: '1,5 Punkte', 1240: '1.240 Punkte' }],
    ['cs', { 0: '0 bodů', 1: '1 bod', 2: '2 body', 1.5: '1,5 bodu', 5: '5 bodů', 21: '21 bodů' }],
    ['sk', { 0: '0 bodov', 1: '1 bod', 2: '2 body', 1.5: '1,5 bodu', 5: '5 bodov', 1240: '1 240 bodov' }],
    ['ru', { 0: '0 баллов', 1: '1 балл', 2: '2 балла', 1.5: '1,5 балла', 11: '11 баллов', 21: '21 балл' }],
    ['ar', { 0: '0 نقطة', 1: 'نقطة واحدة', 2: 'نقطتان', 3: '3 نقاط', 11: '11 نقطة', 103: '103 نقاط' }],
  ])('is said in %s as its grammar has it', async (language, amounts) => {
    const words = await wordsOf(language)
    for (const [n, said] of Object.entries(amounts))
      expect(plain(words.text('points', { n: Number(n) }))).toBe(said)
  })
})

describe('what waits for the shopper', () => {
  it.each([
    [
      'de',
      ['Du hast einen Code zum Einlösen', 'Du hast 2 Codes zum Einlösen', 'Du hast 21 Codes zum Einlösen'],
    ],
    ['cs', ['Máte kód k použití', 'Máte 2 kódy k použití', 'Máte 21 kódů k použití']],
    ['sk', ['Máte kód na použitie', 'Máte 2 kódy na použitie', 'Máte 21 kódov na použitie']],
    ['ru', ['У вас 1 промокод', 'У вас 2 промокода', 'У вас 21 промокод']],
    ['ar', ['لديك قسيمة للاستخدام', 'لديك قسيمتان للاستخدام', 'لديك 21 قسيمة للاستخدام']],
  ])('is counted in %s: 1, 2, 21', async (language, said) => {
    const words = await wordsOf(language)
    expect([1, 2, 21].map(n => words.text('next.codes', { n }))).toEqual(said)
  })
})
