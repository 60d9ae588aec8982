const WARM_UP_ROUNDS = 15
const TWO_TO_26 = 67_108_864
const TWO_TO_53 = 9_007_199_254_740_992

/**
 * A repeatable source of numbers from 0 up to 1, 53 bits each: sfc32 of Chris Doty-Humphrey's PractRand, seeded
 * by FNV-1a. Anyone can predict it, so it serves dry runs only.
 */
export function sfc32(seed: string): () => number {
  let [a, b, c, counter] = [fnv1a(`${seed}:a`), fnv1a(`${seed}:b`), fnv1a(`${seed}:c`), 1]
  const next = () => {
    const mixed = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + mixed) | 0
    return mixed >>> 0
  }
  for (let round = 0; round < WARM_UP_ROUNDS; round++) next()
  return () => ((next() >>> 5) * TWO_TO_26 + (next() >>> 6)) / TWO_TO_53
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}
