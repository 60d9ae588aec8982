import type { SpinProof } from '../contract'

/** Why a proof was refused. */
export type SpinFault =
  /** The revealed seed is not the one that was promised, or the spin not the promised one. */
  | 'commitment'
  /** The odds are not the ones that were hashed. */
  | 'odds'
  /** The seeds draw another prize. */
  | 'prize'
  /** A part is missing or of the wrong shape. */
  | 'malformed'

export type SpinVerdict = { valid: true } | { valid: false; reason: SpinFault }

/** What the shopper saw or sent before the spin; with it, a proof of another spin is refused too. */
export type SpinPromise = Partial<Pick<SpinProof, 'commitment' | 'nonce' | 'clientSeed'>>

const HEX_32_BYTES = /^[0-9a-f]{64}$/
/** No colon, comma or lone hyphen, so that two odds tables never hash alike. */
const PRIZE_ID = /^[a-z0-9][a-z0-9_-]{0,47}$/
const WORDS = 2n ** 64n
const utf8 = new TextEncoder()

/**
 * Draws a spin again from its proof, in a browser or in Node, with nothing but WebCrypto: the seed must hash to
 * the commitment, the odds to their hash, and both seeds together must draw the prize.
 *
 * @param proof `proof` in the reply to `POST /v1/me/spins`
 * @param promised the commitment and nonce seen before the spin, and the client seed that was sent
 * @throws Error where there is no WebCrypto: in a page that is neither https nor localhost
 *
 * @example
 * const proof = {
 *   wheelId: 'whl_01m7v8x4k2f9tq3r5w6y7z8abc',
 *   nonce: 3,
 *   clientSeed: 'paper boat',
 *   serverSeed: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
 *   commitment: '630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd',
 *   odds: [{ prizeId: 'ten-percent', weight: 10 }, { prizeId: 'coffee', weight: 5 }, { prizeId: null, weight: 85 }],
 *   oddsHash: '2e5c5f1b32831de1773bfe0ac34607d930b1002df836fb5f2356da9d8360b223',
 *   prizeId: 'ten-percent',
 * }
 * console.log(await verifySpin(proof)) // { valid: true }
 */
export async function verifySpin(proof: SpinProof, promised: SpinPromise = {}): Promise<SpinVerdict> {
  if (!globalThis.crypto?.subtle) throw new Error('verifySpin needs WebCrypto: https, localhost or Node')
  if (!isComplete(proof)) return refuse('malformed')
  const serverSeed = bytesOf(proof.serverSeed)
  const isPromised = (await sha256(serverSeed)) === proof.commitment && isSame(proof, promised)
  if (!isPromised) return refuse('commitment')
  const odds = proof.odds.map(({ prizeId, weight }) => `${prizeId ?? '-'}:${weight}`)
  if ((await sha256(utf8.encode(odds.join(',')))) !== proof.oddsHash) return refuse('odds')
  return (await drawAgain(serverSeed, proof)) === proof.prizeId ? { valid: true } : refuse('prize')
}

const refuse = (reason: SpinFault): SpinVerdict => ({ valid: false, reason })

const isSame = (proof: SpinProof, { commitment, nonce, clientSeed }: SpinPromise) =>
  (commitment ?? proof.commitment) === proof.commitment &&
  (nonce ?? proof.nonce) === proof.nonce &&
  (clientSeed ?? proof.clientSeed) === proof.clientSeed

async function drawAgain(serverSeed: Uint8Array<ArrayBuffer>, proof: SpinProof): Promise<string | null> {
  const total = proof.odds.reduce((sum, { weight }) => sum + BigInt(weight), 0n)
  const roll = await rollBelow(total, serverSeed, `${proof.clientSeed}:${proof.nonce}`)
  let end = 0n
  for (const { prizeId, weight } of proof.odds) {
    end += BigInt(weight)
    if (end > roll) return prizeId
  }
  return null
}

/** The first 64-bit word of the HMACs of `message`, `message:1`, … that maps onto the total without bias. */
async function rollBelow(total: bigint, key: Uint8Array<ArrayBuffer>, message: string): Promise<bigint> {
  for (let round = 0; ; round++) {
    const hex = await hmac(key, round === 0 ? message : `${message}:${round}`)
    const words = [0, 16, 32, 48].map(start => BigInt(`0x${hex.slice(start, start + 16)}`))
    const fair = words.find(word => word < WORDS - (WORDS % total))
    if (fair !== undefined) return fair % total
  }
}

async function hmac(key: Uint8Array<ArrayBuffer>, message: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign'])
  return hexOf(await crypto.subtle.sign('HMAC', imported, utf8.encode(message)))
}

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => hexOf(await crypto.subtle.digest('SHA-256', bytes))

const hexOf = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), byte => byte.toString(16).padStart(2, '0')).join('')

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))

/** Proofs come over the network, so nothing is taken from their type. */
function isComplete(proof: Partial<SpinProof> | null | undefined): proof is SpinProof {
  if (!proof || !Array.isArray(proof.odds) || proof.odds.length === 0) return false
  const hashes = [proof.serverSeed, proof.commitment, proof.oddsHash]
  return (
    hashes.every(hash => typeof hash === 'string' && HEX_32_BYTES.test(hash)) &&
    typeof proof.clientSeed === 'string' &&
    proof.clientSeed !== '' &&
    isWhole(proof.nonce, 0) &&
    isPrize(proof.prizeId) &&
    proof.odds.every(entry => entry && isPrize(entry.prizeId) && isWhole(entry.weight, 1))
  )
}

const isWhole = (value: unknown, least: number) => Number.isSafeInteger(value) && Number(value) >= least

const isPrize = (value: unknown) => value === null || (typeof value === 'string' && PRIZE_ID.test(value))
