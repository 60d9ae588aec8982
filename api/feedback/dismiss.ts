import { and, eq, isNull } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { prompts } from './table'

/** Not now. Said twice, the first time counts; what is answered stays answered. */
export function dismissPrompt(call: Call, key: CustomerKey, promptId: string) {
  return perform(call, {
    read: db => ({
      prompts: db
        .select()
        .from(prompts)
        .where(and(eq(prompts.id, promptId), eq(prompts.customerId, customerIdOf(key)))),
    }),
    decide({ prompts: [known] }, { tenant }) {
      if (!known) throw refuse('not_found')
      const open = and(eq(prompts.id, known.id), isNull(prompts.dismissedAt), isNull(prompts.answeredAt))
      const isOpen = known.dismissedAt === null && known.answeredAt === null
      const dismissed = call.store.db.update(prompts).set({ dismissedAt: tenant.at }).where(open)
      return { statements: isOpen ? [dismissed] : [], reply: { status: 204, body: null } }
    },
  })
}
