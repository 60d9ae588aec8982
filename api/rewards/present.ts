import type { Code, OwnedCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { iso } from '../http/time'
import { statusAt } from './life'
import type { codes } from './table'
import { signReward } from './token'

export type CodeRow = typeof codes.$inferSelect

/** Derived, never stored: Ed25519 is deterministic, so the same row gives the same token. */
export function tokenOf(
  { platform, realTime }: Call,
  row: Pick<CodeRow, 'kid' | 'merchantId' | 'customerId' | 'issuedAt' | 'expiresAt' | 'reward'>,
  code: string,
): Promise<string> {
  const key = platform.signingKeys.byKid(row.kid) ?? platform.signingKeys.current(realTime)
  return signReward(key, { ...row, issuer: platform.publicUrl, code })
}

export async function ownedCode(call: Call, row: CodeRow, at: number): Promise<OwnedCode> {
  const { token, ...code } = await listedCode(call, row, at, true)
  return { ...code, token: token ?? '' }
}

/** As in `Me`: without the token, which costs a signature. */
export async function listedCode(call: Call, row: CodeRow, at: number, withToken = false) {
  const code = await call.platform.vault.unseal(row.sealed, row.id)
  return {
    id: row.id,
    code,
    status: statusAt(row, at),
    reward: row.reward,
    issuedAt: iso(row.issuedAt),
    expiresAt: iso(row.expiresAt),
    token: withToken ? await tokenOf(call, row, code) : undefined,
  }
}

/** As the merchant's server sees it. */
export async function presentCode(call: Call, row: CodeRow, at: number): Promise<Code> {
  const status = statusAt(row, at)
  const held = status === 'reserved' || status === 'redeemed'
  return {
    id: row.id,
    code: await call.platform.vault.unseal(row.sealed, row.id),
    status,
    reward: row.reward,
    customerId: row.customerId,
    issuedAt: iso(row.issuedAt),
    expiresAt: iso(row.expiresAt),
    reservedUntil: status === 'reserved' && row.reservedUntil !== null ? iso(row.reservedUntil) : null,
    orderId: held ? row.orderId : null,
    redeemedAt: row.redeemedAt === null || status !== 'redeemed' ? null : iso(row.redeemedAt),
  }
}
