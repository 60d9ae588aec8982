import { eq, sql } from 'drizzle-orm'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentWebhook } from './present'
import { webhooksOf } from './read'
import { newSecret } from './secret'
import { webhooks } from './table'

const OVERLAP_MS = 86_400_000

/** A new secret; the one before signs beside it for a day. Rolled again within the day, the oldest ends at once. */
export function rollWebhookSecret(call: Call, webhookId: string) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call), webhookId) }),
    async decide({ known: [known] }) {
      if (!known) throw refuse('not_found')
      const { secret, sealed } = await newSecret(call.platform, webhookId)
      const rolled = { sealed, sealedBefore: known.sealed, beforeUntil: call.realTime + OVERLAP_MS }
      // The one before is the one that is there by then: of two who roll at once, neither is told a secret that never signs.
      const stored = { ...rolled, sealedBefore: sql`${webhooks.sealed}` }
      return {
        statements: [call.store.db.update(webhooks).set(stored).where(eq(webhooks.id, webhookId))],
        reply: {
          status: 201,
          body: { ...presentWebhook({ ...known, ...rolled }, call.realTime), secret },
        },
      }
    },
  })
}
