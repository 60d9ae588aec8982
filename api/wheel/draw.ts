import type { OddsEntry } from '../../sdk/contract'
import { hmacBy, sha256 } from '../store/crypto'
import { oddsTotal } from './odds'

const WORDS = 1n << 64n

/** SHA-256 of the server seed in hex: shown before the spin, so that the seed cannot be chosen after it. */
export const commitmentOf = (serverSeed: Uint8Array): Promise<string> => sha256(serverSeed)

/**
 * The outcome of spin `nonce`, the first entry whose cumulative weight is above the roll. Server and shopper each
 * bring a seed the other could not foresee; anyone who has both draws the same.
 *
 * @throws RangeError when the odds are empty: the wheel is sold out
 */
export async function draw(
  serverSeed: Uint8Array,
  clientSeed: string,
  nonce: number,
  odds: OddsEntry[],
): Promise<OddsEntry> {
  if (odds.length === 0) throw new RangeError('a draw needs odds')
  const rolled = await roll(serverSeed, clientSeed, nonce, BigInt(oddsTotal(odds)))
  let cumulative = 0n
  for (const entry of odds) {
    cumulative += BigInt(entry.weight)
    if (cumulative > rolled) return entry
  }
  throw new RangeError('weights must be whole and above 0')
}

/**
 * A number from 0 up to `total`, without bias: HMAC-SHA256 of `clientSeed:nonce` under the server seed, read as
 * big-endian 64-bit words, of which those beyond the last whole multiple of `total` are passed over. After four
 * such words the message goes on as `clientSeed:nonce:1`, `:2` and so on.
 */
export async function roll(
  serverSeed: Uint8Array,
  clientSeed: string,
  nonce: number,
  total: bigint,
): Promise<bigint> {
  const mac = await hmacBy(serverSeed)
  const end = WORDS - (WORDS % total)
  for (let block = 0; ; block++) {
    const message = block === 0 ? `${clientSeed}:${nonce}` : `${clientSeed}:${nonce}:${block}`
    const digest = new DataView((await mac(message)).buffer)
    for (let offset = 0; offset < digest.byteLength; offset += 8) {
      const word = digest.getBigUint64(offset)
      if (word < end) return word % total
    }
  }
}
