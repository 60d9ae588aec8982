import { eq } from 'drizzle-orm'
import type { WriteWebhook } from '../../sdk/contract'
import { checkAddress } from '../http/address'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { newId } from '../store/id'
import { giveUp } from './give-up'
import { presentWebhook } from './present'
import { type WebhookRow, webhooksOf } from './read'
import { newSecret } from './secret'
import { webhooks } from './table'

/** Every message asks each of them. */
const MOST_WEBHOOKS = 20

export function createWebhook(call: Call, input: WriteWebhook) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call)) }),
    async decide({ known }, { tenant, random }) {
      checkAddress(call, 'url', input.url)
      if (known.length >= MOST_WEBHOOKS)
        throw refuse('conflict', `There are ${MOST_WEBHOOKS} webhooks at most`)
      const id = newId('whk', call.realTime, random)
      const { secret, sealed } = await newSecret(call.platform, id)
      const row: WebhookRow = {
        ...{ id, merchantId: tenant.merchant.id, ...input, sealed, createdAt: call.realTime },
        ...{ sealedBefore: null, beforeUntil: null, silent: false, deletedAt: null },
      }
      return {
        statements: [call.store.db.insert(webhooks).values(row)],
        reply: { status: 201, body: { ...presentWebhook(row, call.realTime), secret } },
      }
    },
  })
}

/** What is switched off hears of nothing that happens meanwhile; what it was still to hear has failed. */
export function putWebhook(call: Call, webhookId: string, input: WriteWebhook) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call), webhookId) }),
    decide({ known: [known] }) {
      if (!known) throw refuse('not_found')
      checkAddress(call, 'url', input.url)
      const { db } = call.store
      // Another address may answer where the one before was silent.
      const silent = known.silent && known.url === input.url
      const written = db
        .update(webhooks)
        .set({ ...input, silent })
        .where(eq(webhooks.id, webhookId))
      return {
        statements: [written, ...(input.active ? [] : [giveUp(db, webhookId)])],
        reply: { status: 200, body: presentWebhook({ ...known, ...input }, call.realTime) },
      }
    },
  })
}

export function deleteWebhook(call: Call, webhookId: string) {
  return perform(call, {
    read: db => ({ known: webhooksOf(db, merchantIdOf(call), webhookId) }),
    decide({ known: [known] }) {
      if (!known) throw refuse('not_found')
      const gone = { deletedAt: call.realTime, active: false }
      const deleted = call.store.db.update(webhooks).set(gone).where(eq(webhooks.id, webhookId))
      return { statements: [deleted, giveUp(call.store.db, webhookId)], reply: { status: 204, body: null } }
    },
  })
}
