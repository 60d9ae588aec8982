import { SEED } from './settings'

/** Choices that the seed and a name decide. */
export interface Draw {
  /** A whole number from `low` to `high`, both possible. */
  between(low: number, high: number): number
  /** True so often out of 1. */
  chance(share: number): boolean
  /** One of them; there has to be one. */
  one<T>(list: readonly T[]): T
}

/** A stream of choices of its own for each name, so that one client's choices do not hang on another's. */
export function drawOf(name: string): Draw {
  const next = splitMix32(hashOf(`${SEED}:${name}`))
  const draw: Draw = {
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: share => next() < share,
    one(list) {
      const chosen = list[draw.between(0, list.length - 1)]
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
  }
  return draw
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** SplitMix32 (Steele, Lea and Flood, OOPSLA 2014): from 0 up to 1, not 1 itself. */
function splitMix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
