import { describe, expect, it } from 'vitest'
import { JournalKind, type JournalLine } from '../../../sdk/contract'
import { texts as csMain } from '../../../widget/locales/cs'
import { texts as cs } from '../../../widget/locales/cs-activity'
import { texts as en } from '../../../widget/locales/en-activity'
import { explain } from '../../../widget/panel/activity/explain'
import { createWords } from '../../../widget/panel/words'

const english = createWords('en-GB')
english.learn(en)
const czech = createWords('cs', csMain)
czech.learn(cs)

const line = (part: Partial<JournalLine>): JournalLine => ({
  seq: 1,
  at: '2026-11-22T10:00:00Z',
  kind: 'earn',
  points: 0,
  spins: 0,
  source: 'order:1042',
  note: {},
  availableAt: null,
  ...part,
})

const purchase = { name: 'Every pound', order: '1042', eligible: 6000, currency: 'GBP', base: 60 }

describe('a line of the journal', () => {
  it('tells the sum, what multiplied it and what was left out', () => {
    const note = {
      ...purchase,
      multiplier: 2,
      because: ['Gold'],
      excluded: [{ part: 'shipping', amount: 395 }],
    }
    expect(explain(english, line({ points: 120, note }))).toEqual({
      title: 'Order 1042',
      why: 'Every pound; 60 × 2 for Gold; shipping left out',
    })
  })

  it('tells the amount when nothing multiplied', () => {
    expect(explain(english, line({ points: 60, note: purchase })).why).toBe('Every pound; 60 points for £60')
  })

  it('says it in Czech', () => {
    const note = {
      ...purchase,
      multiplier: 1.5,
      because: ['Zlatá'],
      excluded: [{ part: 'giftCards', amount: 1 }],
    }
    expect(explain(czech, line({ points: 90, note }))).toEqual({
      title: 'Objednávka 1042',
      why: 'Every pound; 60 × 1,5 za Zlatá; nepočítá se dárkové karty',
    })
  })

  it('tells of a refund what is left, and what stays with the shopper', () => {
    const note = { ...purchase, base: 20, eligible: 2000, forgiven: 7 }
    expect(explain(english, line({ kind: 'clawback', points: -33, note }))).toEqual({
      title: 'Refund of order 1042',
      why: 'Every pound; now 20 points for £20; 7 points stay yours',
    })
  })

  it('names no part of nothing', () => {
    const note = { ...purchase, excluded: [{ part: 'tax', amount: 0 }] }
    expect(explain(english, line({ note })).why).not.toContain('left out')
  })

  it('leaves out of a fixed gift what was not counted', () => {
    const note = { name: 'A spin from £20', order: '1042', excluded: [{ part: 'shipping', amount: 395 }] }
    expect(explain(english, line({ spins: 1, note })).why).toBe('A spin from £20')
  })

  it.each([
    ['up', 'Welcome to Gold'],
    ['kept', 'Gold kept'],
    ['down', 'Now Gold'],
  ])('tells a tier going %s', (change, title) => {
    expect(explain(english, line({ kind: 'tier', note: { name: 'Gold', because: [change] } })).title).toBe(
      title,
    )
  })

  it('tells a fall out of the tiers', () => {
    expect(explain(english, line({ kind: 'tier', note: { because: ['down'] } })).title).toBe(
      'Back to the first tier',
    )
  })

  it('gives a reason for an adjustment in the words of the shop', () => {
    const note = { name: 'Sorry for the late parcel' }
    expect(explain(english, line({ kind: 'adjust', points: 50, note }))).toEqual({
      title: 'From the shop',
      why: 'Sorry for the late parcel',
    })
  })

  it('says no name twice', () => {
    expect(explain(english, line({ kind: 'redemption', points: -500, note: { name: '£5 off' } }))).toEqual({
      title: 'Bought: £5 off',
      why: '',
    })
  })

  it('shows the end of a code, never the whole', () => {
    const note = { order: '1042', code: 'B2WF' }
    expect(explain(english, line({ kind: 'redeem', note }))).toEqual({
      title: 'Code used in order 1042',
      why: 'ending in B2WF',
    })
  })

  it.each(JournalKind.options)('of kind %s has words in every language', kind => {
    for (const words of [english, czech])
      expect(explain(words, line({ kind, note: { name: 'Gold', order: '1' } })).title).not.toMatch(
        /^line\.|\{|^$/,
      )
  })
})
