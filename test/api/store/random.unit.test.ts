import { expect, it } from 'vitest'
import { cryptoRandom } from '../../../api/store/random'

it('gives as many bytes as are asked for, and none of them twice', () => {
  const random = cryptoRandom()
  const seen = new Set<string>()
  for (let i = 0; i < 5000; i++) {
    const bytes = random(16)
    expect(bytes).toHaveLength(16)
    seen.add(Buffer.from(bytes).toString('hex'))
  }
  expect(seen.size).toBe(5000)
  for (const bytes of [0, 1, 255, 256, 257, 5000]) expect(random(bytes)).toHaveLength(bytes)
})

it('keeps nothing that was given out, and takes nothing back', () => {
  const random = cryptoRandom()
  const first = random(32)
  const copy = Uint8Array.from(first)
  for (let i = 0; i < 500; i++) random(32)
  expect(first).toEqual(copy)
})
