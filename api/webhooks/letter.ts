import { Webhook as Signer } from 'standardwebhooks'
import type { Platform } from '../http/call'
import type { Letter } from './post'
import { presentMessage } from './present'
import type { MessageRow, WebhookRow } from './read'
import { secretsOf } from './secret'

/**
 * A message signed for one webhook as Standard Webhooks says: the id is the message's in every attempt, the time is
 * the attempt's, and while a secret is rolled there are two signatures.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function letterFor(
  platform: Pick<Platform, 'vault' | 'clock'>,
  webhook: WebhookRow,
  message: MessageRow,
): Promise<Omit<Letter, 'timeoutMs'>> {
  const now = platform.clock()
  const body = JSON.stringify(presentMessage(message))
  const secrets = await secretsOf(platform, webhook, now)
  const signatures = secrets.map(secret => new Signer(secret).sign(message.id, new Date(now), body))
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Laurel',
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': signatures.join(' '),
  }
  return { url: webhook.url, headers, body }
}
