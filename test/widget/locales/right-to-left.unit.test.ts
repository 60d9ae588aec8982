import { describe, expect, it } from 'vitest'
import type { JournalLine } from '../../../sdk/contract'
import { texts as ar } from '../../../widget/locales/ar'
import { texts as arActivity } from '../../../widget/locales/ar-activity'
import { explain } from '../../../widget/panel/activity/explain'
import { createWords } from '../../../widget/panel/words'

/** First strong isolate, its end, and the mark of a letter from left to right: https://unicode.org/reports/tr9/ */
const [FSI, PDI, LRM] = ['\u2068', '\u2069', '\u200e']
const withoutMarks = (text: string) => text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '')

const arabic = createWords('ar', { ...ar, ...arActivity })

describe('a text from right to left', () => {
  it('keeps a number of an order in its own order', () => {
    expect(arabic.text('line.order', { order: '2026-0001' })).toBe(`الطلب ${FSI}2026-0001${PDI}`)
  })

  it('keeps a name in other letters together', () => {
    expect(arabic.text('hello', { name: 'Ana (VIP)' })).toBe(`مرحبًا، ${FSI}Ana (VIP)${PDI}`)
  })

  it('leaves Arabic in Arabic alone', () => {
    expect(arabic.text('hello', { name: 'ليلى' })).toBe('مرحبًا، ليلى')
    expect(arabic.text('pending', { points: arabic.text('points', { n: 2 }) })).toBe('قيد الإضافة: نقطتان')
  })

  it('keeps the reasons of a line apart', () => {
    const note = { name: 'Every pound', base: 38, multiplier: 2, because: ['Gold'], order: '7-1' }
    const { title, why } = explain(arabic, { kind: 'earn', note } as unknown as JournalLine)
    expect(title).toBe(`الطلب ${FSI}7-1${PDI}`)
    expect(why).toBe(`${FSI}Every pound${PDI}؛ 38 × 2 بفضل ${FSI}Gold${PDI}`)
  })

  it('keeps the sign of an amount beside its letters', () => {
    expect(arabic.money(4990, 'GBP')).toMatch(/UK£\u200e$/)
    expect(createWords('ar').money(500, 'SAR')).not.toContain(LRM)
  })
})

describe('a text from left to right', () => {
  it('keeps Arabic together, and is what it was otherwise', () => {
    const english = createWords('en')
    expect(english.text('hello', { name: 'ليلى 2' })).toBe(`Hello, ${FSI}ليلى 2${PDI}`)
    expect(english.text('hello', { name: 'Ana' })).toBe('Hello, Ana')
  })
})

describe('what Intl says in Arabic', () => {
  it.each([
    ['ar', '1,234', '18%', '49.90 UK£', '5 ديسمبر'],
    ['ar-AE', '1,234', '18%', '49.90 UK£', '5 ديسمبر'],
    ['ar-EG', '١٬٢٣٤', '١٨٪', '٤٩٫٩٠ UK£', '٥ ديسمبر'],
    ['ar-SA', '١٬٢٣٤', '١٨٪', '٤٩٫٩٠ UK£', '٥ ديسمبر'],
  ])('is said to a shopper in %s in the digits of the country', (locale, number, percent, money, date) => {
    const w = createWords(locale, ar)
    const said = [w.number(1234), w.percent(0.18), w.money(4990, 'GBP')]
    expect(said.map(withoutMarks).map(text => text.replace(/\s/g, ' '))).toEqual([number, percent, money])
    expect(w.date('2026-12-05T12:00:00Z', '2026-11-22T12:00:00Z')).toBe(date)
    expect(withoutMarks(w.text('points', { n: 1234 }))).toBe(`${number} نقطة`)
  })
})
