import fc from 'fast-check'
import { expect, it } from 'vitest'
import { portion, spread } from '../../../api/earning/share'

const amount = fc.oneof(
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: 0, max: 2 ** 31 }),
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
)

it('rounds a portion half up, however large its products are', () => {
  fc.assert(
    fc.property(amount, amount, amount, (amount, a, b) => {
      const [part, whole] = [Math.min(a, b), Math.max(a, b)]
      fc.pre(whole > 0)
      const exact = (2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole))
      expect(BigInt(portion(amount, part, whole))).toBe(exact)
    }),
    { numRuns: 2000 },
  )
})

it('gives each its share rounded down, and what is left one by one to the largest remainders', () => {
  const weights = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 2 ** 48 })), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(weights, amount, (weights, limit) => {
      const whole = weights.reduce((sum, weight) => sum + weight, 0)
      const total = Math.min(limit, whole)
      const shares = spread(total, weights)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total)
      const exact = (i: number) => BigInt(total) * BigInt(weights[i] ?? 0)
      const down = (i: number) => (whole === 0 ? 0n : exact(i) / BigInt(whole))
      const left = (i: number) => (whole === 0 ? 0n : exact(i) % BigInt(whole))
      const more = shares.map((share, i) => BigInt(share) - down(i))
      for (const [i, one] of more.entries()) {
        expect([0n, 1n]).toContain(one)
        for (const [j, other] of more.entries())
          if (one > other) expect(left(i) > left(j) || (left(i) === left(j) && i < j)).toBe(true)
      }
    }),
    { numRuns: 1000 },
  )
})
