import { ulid } from 'ulid'

export type IdPrefix =
  | ('mer' | 'key' | 'ids' | 'cus' | 'ord' | 'whl' | 'spn' | 'rwd' | 'req')
  | ('ref' | 'vis' | 'srv' | 'rsp' | 'prm' | 'itm' | 'rdm' | 'whk' | 'msg')
export type Random = (bytes: number) => Uint8Array

/** The last 16 characters of a ULID; the first 10 are the time. */
const RANDOM_CHARS = 16

/** Time-ordered, prefixed id: `cus_` and a lower-case ULID (https://github.com/ulid/spec). */
export function newId(prefix: IdPrefix, at: number, random: Random): string {
  const bytes = random(RANDOM_CHARS).values()
  return `${prefix}_${ulid(at, () => (bytes.next().value ?? 0) / 256).toLowerCase()}`
}

/** The smallest id of that kind that can be made at `at` (epoch ms). */
export const firstId = (prefix: IdPrefix, at: number): string =>
  newId(prefix, at, bytes => new Uint8Array(bytes))
