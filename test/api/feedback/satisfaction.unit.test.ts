import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilson } from '../../../api/feedback/interval'
import { tallyOf } from '../../../api/feedback/report'
import { distributionOf, satisfactionOf } from '../../../api/feedback/satisfaction'

const tallied = (scores: number[]) => tallyOf(scores.map(score => ({ score, answers: 1 })))

test('counts 4–5 as satisfied and 5–7 as easy', () => {
  expect(satisfactionOf('csat', tallied([1, 2, 3, 4, 5, 5]))).toMatchObject({
    ...{ answers: 6, satisfied: 3, score: 50, average: 3.33 },
  })
  expect(satisfactionOf('ces', tallied([1, 4, 5, 6, 7]))).toMatchObject({
    ...{ answers: 5, satisfied: 3, score: 60, average: 4.6 },
  })
})

test('says nothing of nobody, and no interval of one', () => {
  const nobody = { answers: 0, satisfied: 0, score: null, average: null, interval: null }
  expect(satisfactionOf('csat', tallied([]))).toEqual(nobody)
  expect(satisfactionOf('csat', tallied([5]))).toMatchObject({ score: 100, interval: null })
})

test('shows how many gave each score of the scale', () => {
  expect(distributionOf('csat', tallied([5, 5, 1]))).toEqual([
    ...[1, 0, 0, 0, 2].map((answers, i) => ({ score: i + 1, answers })),
  ])
  expect(distributionOf('ces', tallied([])).map(({ score }) => score)).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('has the interval of the published examples', () => {
  // Newcombe, R. G. (1998), Statistics in Medicine 17, table I: method 3 (score) for 81/263, 15/148, 0/20 and 1/29.
  const published = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const
  for (const [hits, answers, low, high] of published) {
    expect(wilson(hits, answers).low).toBeCloseTo(low, 4)
    expect(wilson(hits, answers).high).toBeCloseTo(high, 4)
  }
})

test('has an interval within 0 to 1 around the share, narrower with more answers', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (answers, some) => {
      const hits = Math.min(some, answers)
      const { low, high } = wilson(hits, answers)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(hits / answers + 1e-12)
      expect(high).toBeGreaterThanOrEqual(hits / answers - 1e-12)
      const more = wilson(4 * hits, 4 * answers)
      expect(more.high - more.low).toBeLessThan(high - low)
    }),
  )
})
