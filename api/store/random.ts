import type { Random } from './id'

const POOL_BYTES = 4096
const LARGEST = 256

/**
 * Random bytes of the platform (`crypto.getRandomValues`), asked for by the page: a call takes longer than all the
 * rest of making an id. Bytes that were given out are not kept.
 */
export function cryptoRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES)
  let used = POOL_BYTES
  return bytes => {
    if (bytes > LARGEST) return crypto.getRandomValues(new Uint8Array(bytes))
    if (used + bytes > POOL_BYTES) {
      crypto.getRandomValues(pool)
      used = 0
    }
    const taken = pool.slice(used, used + bytes)
    pool.fill(0, used, used + bytes)
    used += bytes
    return taken
  }
}
