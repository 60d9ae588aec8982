import { describe, expect, it } from 'vitest'
import { bandOf as bandOfApi } from '../../../api/feedback/band'
import type { SurveyKind } from '../../../sdk/contract'
import { texts as english } from '../../../widget/locales/en'
import { texts as prompt } from '../../../widget/locales/en-prompt'
import { bandOf, scoresOf } from '../../../widget/panel/survey/scores'
import { nameEarned, sayOf } from '../../../widget/panel/survey/texts'
import { createWords } from '../../../widget/panel/words'

const w = createWords('en-GB', english, prompt)
const texts = {
  'en-GB': { question: 'Fancy us?', followUp: {}, thanks: { high: 'Ta!' } },
  en: { question: 'Do you like us?', lowest: 'No', followUp: { low: 'Oh?' }, thanks: {} },
  de: { question: 'Gut?', highest: 'Ja', followUp: {}, thanks: {} },
}

describe('the scores of a survey', () => {
  it.each(['nps', 'csat', 'ces'] as const)('of %s stand in the bands the server counts them in', kind => {
    const scores = scoresOf(kind)
    expect(scores.map(score => bandOf(kind, score))).toEqual(scores.map(score => bandOfApi(kind, score)))
  })

  it('are eleven, five, seven, or none', () => {
    const kinds: SurveyKind[] = ['nps', 'csat', 'ces', 'feedback']
    expect(kinds.map(kind => [scoresOf(kind)[0], scoresOf(kind).length])).toEqual([
      [0, 11],
      [1, 5],
      [1, 7],
      [undefined, 0],
    ])
  })
})

describe('what a survey says', () => {
  const say = sayOf({ texts }, w)

  it('is the merchant’s for the locale, then for its language, text by text', () => {
    expect(say(own => own.question, 'nps')).toBe('Fancy us?')
    expect(say(own => own.lowest, 'nps.lowest')).toBe('No')
    expect(say(own => own.followUp.low, 'low')).toBe('Oh?')
    expect(say(own => own.thanks.high, 'thanks.high')).toBe('Ta!')
  })

  it('is ours where the merchant has said nothing in this language', () => {
    expect(say(own => own.highest, 'nps.highest')).toBe('Extremely likely')
    expect(sayOf({ texts: {} }, w)(own => own.question, 'ces')).toBe(prompt['prompt.ces'])
  })
})

describe('what an answer has brought', () => {
  const nothing = { points: 0, spins: 0, rewards: 0 }

  it('is named, all of it', () => {
    const award = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null } as const
    expect(nameEarned(w, nothing, award)).toBe('')
    expect(nameEarned(w, { points: 20, spins: 1, rewards: 0 }, { kind: 'points', points: 20 })).toBe(
      '20 points and 1 spin',
    )
    expect(nameEarned(w, { ...nothing, rewards: 1 }, award)).toBe('10% off')
  })
})
