import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandOf } from '../../../api/feedback/band'
import { npsOf } from '../../../api/feedback/nps'
import { tallyOf } from '../../../api/feedback/report'
import { SCORES } from '../../../sdk/contract'
import carpentries from './carpentries-2020-03.json'

const tallied = (scores: (number | null)[]) =>
  tallyOf(scores.filter(score => score !== null).map(score => ({ score, answers: 1 })))
const scores = fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 200 })

test('puts 0–6, 7–8 and 9–10 where they belong', () => {
  const bands = Array.from({ length: 11 }, (_, score) => bandOf('nps', score))
  expect(bands).toEqual([...Array(7).fill('low'), 'middle', 'middle', 'high', 'high'])
  expect([1, 2, 3, 4, 5].map(score => bandOf('csat', score))).toEqual([
    ...['low', 'low', 'middle', 'high', 'high'],
  ])
  expect([1, 2, 3, 4, 5, 6, 7].map(score => bandOf('ces', score))).toEqual([
    ...['low', 'low', 'low', 'middle', 'high', 'high', 'high'],
  ])
  expect([bandOf('nps', null), bandOf('feedback', null)]).toEqual([null, null])
})

test('gives every score of a scale a band', () => {
  for (const kind of ['nps', 'csat', 'ces'] as const)
    for (let score: number = SCORES[kind].min; score <= SCORES[kind].max; score++)
      expect(bandOf(kind, score)).not.toBeNull()
})

test('finds what The Carpentries published of March 2020, blanks being nobody', () => {
  const answers = carpentries.answers.map(({ score }) => score)
  expect(answers.filter(score => score === null)).toHaveLength(42)
  expect(npsOf(tallied(answers))).toEqual({
    ...{ answers: 134, promoters: 93, passives: 32, detractors: 9, score: 62.69 },
    interval: { low: 52.41, high: 72.96 },
  })
})

test('says nothing of nobody, and no interval of one', () => {
  const nobody = { answers: 0, promoters: 0, passives: 0, detractors: 0 }
  expect(npsOf(tallied([]))).toEqual({ ...nobody, score: null, interval: null })
  expect(npsOf(tallied([10]))).toMatchObject({ answers: 1, score: 100, interval: null })
  expect(npsOf(tallied([10, 10]))).toMatchObject({ score: 100, interval: { low: 100, high: 100 } })
  expect(npsOf(tallied([7, 8]))).toMatchObject({ score: 0, interval: { low: 0, high: 0 } })
})

test('is the mean of +1, 0 and −1 in per cent, and its interval holds it', () => {
  fc.assert(
    fc.property(scores, given => {
      const { answers, promoters, passives, detractors, score, interval } = npsOf(tallied(given))
      expect(promoters + passives + detractors).toBe(answers)
      expect(answers).toBe(given.length)
      if (score === null) return given.length === 0
      const values: number[] = given.map(each => (each > 8 ? 1 : each > 6 ? 0 : -1))
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length
      expect(score).toBeCloseTo(100 * mean, 2)
      if (!interval) return answers === 1
      const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length
      const margin = 195.9963984540054 * Math.sqrt(variance / values.length)
      expect(interval.low).toBeCloseTo(Math.max(-100, 100 * mean - margin), 1)
      expect(interval.high).toBeCloseTo(Math.min(100, 100 * mean + margin), 1)
      expect(interval.low).toBeLessThanOrEqual(score)
      expect(interval.high).toBeGreaterThanOrEqual(score)
      return true
    }),
  )
})

test('turns around with its answers', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (promoters, passives, detractors) => {
      const tally = (low: number, high: number) => [low, 0, 0, 0, 0, 0, 0, passives, 0, high, 0]
      const [here, there] = [npsOf(tally(detractors, promoters)), npsOf(tally(promoters, detractors))]
      if (here.score === null) return
      expect(here.score + (there.score ?? NaN)).toBeCloseTo(0, 1)
      expect(here.interval?.low ?? 0).toBeCloseTo(-(there.interval?.high ?? 0), 1)
    }),
  )
})
