import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSample } from '../../../api/feedback/sample'

const ids = Array.from({ length: 10_000 }, (_, i) => `cus_01m7v8x4k2f9tq3r5w6y7${String(i).padStart(5, '0')}`)

test('takes about the share it is told, whatever the ids look like', () => {
  for (const share of [1, 10, 50, 90]) {
    const taken = ids.filter(id => inSample('srv_a', id, share)).length
    const sigma = Math.sqrt(ids.length * (share / 100) * (1 - share / 100))
    expect(Math.abs(taken - (ids.length * share) / 100)).toBeLessThan(4 * sigma)
  }
  expect(ids.every(id => inSample('srv_a', id, 100))).toBe(true)
})

test('takes others for another survey', () => {
  const both = ids.filter(id => inSample('srv_a', id, 10) && inSample('srv_b', id, 10)).length
  expect(both).toBeGreaterThan(50)
  expect(both).toBeLessThan(150)
})

test('keeps whoever was in when the share grows', () => {
  const share = fc.integer({ min: 1, max: 100 })
  fc.assert(
    fc.property(fc.string(), fc.string(), share, share, (survey, customer, a, b) => {
      if (inSample(survey, customer, Math.min(a, b)))
        expect(inSample(survey, customer, Math.max(a, b))).toBe(true)
    }),
  )
})
