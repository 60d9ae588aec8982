import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { commitmentOf, draw } from '../../api/wheel/draw'
import { hashOdds } from '../../api/wheel/odds'
import type { OddsEntry, SpinProof } from '../../sdk/contract'
import { verifySpin } from '../../sdk/verify'

const SOURCE = new URL('../../sdk/verify/index.ts', import.meta.url)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** What the server answers for a spin. */
async function proofOf(
  seed: Uint8Array,
  clientSeed: string,
  nonce: number,
  odds: OddsEntry[],
): Promise<SpinProof> {
  const { prizeId } = await draw(seed, clientSeed, nonce, odds)
  return {
    wheelId: 'whl_1',
    nonce,
    clientSeed,
    serverSeed: hex(seed),
    commitment: await commitmentOf(seed),
    odds,
    oddsHash: await hashOdds(odds),
    prizeId,
  }
}

/** The word a spin is drawn by, written by hand, and how many digests it took. */
function fairWord(seed: Uint8Array, message: string, total: bigint): { word: bigint; rounds: number } {
  for (let round = 0; ; round++) {
    const digest = createHmac('sha256', seed)
      .update(round ? `${message}:${round}` : message)
      .digest()
    const words = [0, 8, 16, 24].map(offset => digest.readBigUInt64BE(offset))
    const word = words.find(candidate => candidate < 2n ** 64n - (2n ** 64n % total))
    if (word !== undefined) return { word, rounds: round + 1 }
  }
}

const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 25 })
const oddsTables = fc
  .tuple(weights, fc.boolean())
  .map(([list, mayLose]) =>
    list.map((weight, i) => ({ prizeId: mayLose && i === list.length - 1 ? null : `p${i}`, weight })),
  )
const spins = fc.tuple(
  fc.uint8Array({ minLength: 32, maxLength: 32 }),
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.nat(),
  oddsTables,
)

const ODDS = Array.from({ length: 24 }, (_, i) => ({ prizeId: `p${i}`, weight: i + 1 }))
const proof = await proofOf(new Uint8Array(32).fill(7), 'client', 5, ODDS)
const reasonFor = async (changed: object) => {
  const verdict = await verifySpin({ ...proof, ...changed })
  return verdict.valid ? 'valid' : verdict.reason
}

afterEach(() => vi.unstubAllGlobals())

describe('verifySpin', () => {
  it('accepts every spin the server draws', async () => {
    await fc.assert(
      fc.asyncProperty(spins, async spin => {
        expect(await verifySpin(await proofOf(...spin))).toEqual({ valid: true })
      }),
    )
  })

  it('refuses every other prize of a spin', async () => {
    await fc.assert(
      fc.asyncProperty(spins, async spin => {
        const honest = await proofOf(...spin)
        for (const prizeId of [...honest.odds.map(entry => entry.prizeId), null, 'another'])
          if (prizeId !== honest.prizeId)
            expect(await verifySpin({ ...honest, prizeId })).toEqual({ valid: false, reason: 'prize' })
      }),
      { numRuns: 30 },
    )
  })

  it('refuses other seeds and nonces by the prize they would draw', async () => {
    await fc.assert(
      fc.asyncProperty(spins, fc.string({ minLength: 1 }), fc.nat(), async (spin, clientSeed, nonce) => {
        const honest = await proofOf(...spin)
        for (const changed of [
          { ...honest, clientSeed },
          { ...honest, nonce },
        ]) {
          const drawn = await draw(spin[0], changed.clientSeed, changed.nonce, honest.odds)
          expect((await verifySpin(changed)).valid).toBe(drawn.prizeId === honest.prizeId)
        }
      }),
    )
  })

  it.each<[string, object, string]>([
    ['another server seed', { serverSeed: '00'.repeat(32) }, 'commitment'],
    ['another commitment', { commitment: '00'.repeat(32) }, 'commitment'],
    ['another client seed', { clientSeed: 'Client' }, 'prize'],
    ['another nonce', { nonce: 6 }, 'prize'],
    ['a heavier prize', { odds: ODDS.map((o, i) => (i === 3 ? { ...o, weight: 5 } : o)) }, 'odds'],
    ['another order', { odds: ODDS.toReversed() }, 'odds'],
    ['a missing prize', { odds: ODDS.slice(1) }, 'odds'],
    ['another hash of the odds', { oddsHash: '00'.repeat(32) }, 'odds'],
    ['another prize', { prizeId: proof.prizeId === 'p0' ? 'p1' : 'p0' }, 'prize'],
    ['no win', { prizeId: null }, 'prize'],
  ])('refuses %s', async (_, changed, reason) => {
    expect(await reasonFor({})).toBe('valid')
    expect(await reasonFor(changed)).toBe(reason)
  })

  it('refuses a whole new table by the prize it would draw', async () => {
    const odds = [
      { prizeId: 'p0', weight: 1 },
      { prizeId: null, weight: 1_000_000 },
    ]
    expect(await reasonFor({ odds, oddsHash: await hashOdds(odds), prizeId: 'p0' })).toBe('prize')
  })

  it('passes over words that would favour the first prizes', async () => {
    const weight = Number.MAX_SAFE_INTEGER
    const odds = Array.from({ length: 1025 }, (_, i) => ({ prizeId: `p${i}`, weight }))
    const total = BigInt(weight) * 1025n
    const oddsHash = await hashOdds(odds)
    const roundsPerSpin = new Set<number>()
    for (let nonce = 0; nonce < 64; nonce++) {
      const { word, rounds } = fairWord(new Uint8Array(32).fill(7), `client:${nonce}`, total)
      const prizeId = `p${(word % total) / BigInt(weight)}`
      expect(await verifySpin({ ...proof, nonce, odds, oddsHash, prizeId })).toEqual({ valid: true })
      roundsPerSpin.add(rounds)
    }
    expect(roundsPerSpin.size).toBeGreaterThan(1)
  })

  it('refuses a spin other than the promised one', async () => {
    const { commitment, nonce, clientSeed } = proof
    expect(await verifySpin(proof, { commitment, nonce, clientSeed })).toEqual({ valid: true })
    for (const promised of [{ commitment: '00'.repeat(32) }, { nonce: 4 }, { clientSeed: 'mine' }])
      expect(await verifySpin(proof, promised)).toEqual({ valid: false, reason: 'commitment' })
  })

  it.each<[string, object]>([
    ['a short seed', { serverSeed: '00' }],
    ['a seed that is not hex', { serverSeed: 'zz'.repeat(32) }],
    ['no commitment', { commitment: undefined }],
    ['a number as commitment', { commitment: 7 }],
    ['no client seed', { clientSeed: '' }],
    ['a nonce in text', { nonce: '5' }],
    ['a negative nonce', { nonce: -1 }],
    ['a fraction as nonce', { nonce: 5.5 }],
    ['no odds', { odds: [] }],
    ['odds that are no list', { odds: {} }],
    ['an empty entry', { odds: [null] }],
    ['a weight of 0', { odds: [{ prizeId: 'p0', weight: 0 }] }],
    ['a negative weight', { odds: [{ prizeId: 'p0', weight: -1 }] }],
    ['an unsafe weight', { odds: [{ prizeId: 'p0', weight: 2 ** 53 }] }],
    ['a prize id that could pass for two entries', { odds: [{ prizeId: 'p0:1,p1', weight: 2 }] }],
    ['a prize id that could pass for no win', { prizeId: '-' }],
    ['no prize id', { prizeId: undefined }],
  ])('calls %s malformed', async (_, changed) => {
    expect(await reasonFor(changed)).toBe('malformed')
  })

  it('calls what is no proof malformed', async () => {
    for (const text of ['null', '{}', '[]', '"proof"', '1'])
      expect(await verifySpin(JSON.parse(text))).toEqual({ valid: false, reason: 'malformed' })
  })

  it('says what is missing in a page without WebCrypto', async () => {
    vi.stubGlobal('crypto', {})
    await expect(verifySpin(proof)).rejects.toThrow('verifySpin needs WebCrypto')
  })

  it('does what the example in its docstring says', async () => {
    const example = /@example([\s\S]*?)console\.log/.exec(readFileSync(SOURCE, 'utf8'))?.[1] ?? ''
    const code = example.replaceAll(/^ \* ?/gm, '')
    expect(await verifySpin(new Function(`${code}; return proof`)())).toEqual({ valid: true })
  })

  it('shares no code with the server', () => {
    const imports = readFileSync(SOURCE, 'utf8').match(/^import .*$/gm)
    expect(imports).toEqual(["import type { SpinProof } from '../contract'"])
  })
})
