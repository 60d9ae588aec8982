import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitmentOf, draw, roll } from '../../../api/wheel/draw'

const DRAWS = 100_000
const BATCH = 2_000
/** Chi-square, five degrees of freedom, p = 0.000001. */
const CRITICAL_VALUE = 35.888

const seedOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest())
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** The rule once more, as the architecture words it. */
function rollByHand(serverSeed: Uint8Array, message: string, total: bigint): bigint {
  for (let round = 0; ; round++) {
    const digest = createHmac('sha256', serverSeed)
      .update(round ? `${message}:${round}` : message)
      .digest()
    for (let i = 0; i < 4; i++) {
      const word = digest.readBigUInt64BE(i * 8)
      if (word < 2n ** 64n - (2n ** 64n % total)) return word % total
    }
  }
}

describe('commitmentOf', () => {
  it('is the SHA-256 of the seed', async () => {
    const seed = seedOf('any')
    expect(await commitmentOf(seed)).toBe(createHash('sha256').update(seed).digest('hex'))
  })
})

describe('roll', () => {
  it('agrees with the rule written by hand', async () => {
    await fc.assert(
      fc.asyncProperty(
        seeds,
        fc.string(),
        fc.nat(),
        fc.bigInt(1n, 24_000_000n),
        async (seed, text, nonce, total) => {
          expect(await roll(seed, text, nonce, total)).toBe(rollByHand(seed, `${text}:${nonce}`, total))
        },
      ),
    )
  })

  it('passes over words that would favour the low numbers', async () => {
    const total = 2n ** 63n + 1n
    for (let nonce = 0; nonce < 200; nonce++) {
      const seed = seedOf(`high ${nonce}`)
      const rolled = await roll(seed, 'client', nonce, total)
      expect(rolled).toBe(rollByHand(seed, `client:${nonce}`, total))
      expect(rolled).toBeLessThan(total)
    }
  })

  it('agrees with values computed in another language', async () => {
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i)
    expect(await roll(seed, 'paper boat', 3, 100n)).toBe(1n)
    expect(await roll(seed, 'north star', 3, 100n)).toBe(38n)
  })
})

describe('draw', () => {
  it('takes the first entry whose cumulative weight is above the roll', async () => {
    const odds = [
      { prizeId: 'a', weight: 1 },
      { prizeId: 'b', weight: 37 },
      { prizeId: null, weight: 62 },
    ]
    const seed = Uint8Array.from({ length: 32 }, (_, i) => i)
    expect(await draw(seed, 'paper boat', 3, odds)).toBe(odds[1])
    expect(await draw(seed, 'north star', 3, odds)).toBe(odds[2])
  })

  it('always takes the only entry', async () => {
    const only = { prizeId: 'a', weight: 1 }
    for (let nonce = 0; nonce < 20; nonce++) expect(await draw(seedOf('x'), 'y', nonce, [only])).toBe(only)
  })

  it('refuses odds without a prize', async () => {
    await expect(draw(seedOf('x'), 'y', 0, [])).rejects.toThrow(RangeError)
  })

  it('gives one outcome for the same seeds and leaves them alone', async () => {
    const odds = [
      { prizeId: 'a', weight: 5 },
      { prizeId: 'b', weight: 5 },
    ]
    const seed = seedOf('kept')
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => draw(seed, 'client', 7, odds)))
    expect(new Set(outcomes).size).toBe(1)
    expect(seed).toEqual(seedOf('kept'))
  })

  it('fits uneven odds over 100,000 draws', { timeout: 60_000 }, async () => {
    const odds = [1, 9, 90, 400, 1_500, 8_000].map((weight, i) => ({ prizeId: i ? `p${i}` : null, weight }))
    const won = new Map(odds.map(entry => [entry, 0]))
    for (let nonce = 0; nonce < DRAWS; nonce += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, i) => draw(seedOf('fair'), 'client', nonce + i, odds))
      for (const entry of await Promise.all(batch)) won.set(entry, (won.get(entry) ?? 0) + 1)
    }
    const chiSquare = odds.reduce((sum, entry) => {
      const expected = (DRAWS * entry.weight) / 10_000
      return sum + ((won.get(entry) ?? 0) - expected) ** 2 / expected
    }, 0)
    expect(chiSquare).toBeLessThan(CRITICAL_VALUE)
  })
})
