import type { Platform } from '../http/call'
import type { WebhookRow } from './read'

const SECRET_BYTES = 32

/** `whsec_` and 256 random bits in base64, as Standard Webhooks writes it, and the same sealed. */
export async function newSecret({ vault, random }: Pick<Platform, 'vault' | 'random'>, webhookId: string) {
  const secret = `whsec_${btoa(String.fromCharCode(...random(SECRET_BYTES)))}`
  return { secret, sealed: await vault.seal(secret, webhookId) }
}

/** Those that sign at this time: the one in force first. */
export function secretsOf(
  { vault }: Pick<Platform, 'vault'>,
  { id, sealed, sealedBefore, beforeUntil }: WebhookRow,
  realTime: number,
): Promise<string[]> {
  const isRolling = sealedBefore !== null && (beforeUntil ?? 0) > realTime
  return Promise.all([sealed, ...(isRolling ? [sealedBefore] : [])].map(each => vault.unseal(each, id)))
}
