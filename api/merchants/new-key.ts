import { base64url } from 'jose'
import type { CreatedKey, Key, KeyKind, Mode } from '../../sdk/contract'
import { iso, isoOrNull } from '../http/time'
import { sha256 } from '../store/crypto'
import { newId, type Random } from '../store/id'
import type { keys } from './table'

type KeyRow = typeof keys.$inferSelect

interface NewKey {
  merchantId: string
  mode: Mode
  kind: KeyKind
  name: string | null
  allowedOrigins: string[]
  at: number
  random: Random
}

const SECRET_BYTES = 32

/** `sk_test_<merchant>_<256 random bits>`: the merchant's id in it routes a request before any look-up. */
export async function newKey({
  merchantId,
  mode,
  at,
  random,
  ...rest
}: NewKey): Promise<{ row: KeyRow; key: string }> {
  const start = `${rest.kind === 'secret' ? 'sk' : 'pk'}_${mode}_${merchantId.slice('mer_'.length)}`
  const key = `${start}_${base64url.encode(random(SECRET_BYTES))}`
  const row: KeyRow = {
    id: newId('key', at, random),
    merchantId,
    ...rest,
    prefix: key.slice(0, start.length + 7),
    hash: await sha256(key),
    createdAt: at,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
  }
  return { row, key }
}

export const presentKey = ({
  id,
  kind,
  name,
  prefix,
  allowedOrigins,
  createdAt,
  lastUsedAt,
  expiresAt,
}: KeyRow): Key => ({
  ...{ id, kind, name, prefix, allowedOrigins },
  createdAt: iso(createdAt),
  lastUsedAt: isoOrNull(lastUsedAt),
  expiresAt: isoOrNull(expiresAt),
})

export const presentNewKey = ({ row, key }: { row: KeyRow; key: string }): CreatedKey => ({
  ...presentKey(row),
  key,
})
