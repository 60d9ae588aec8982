import { and, eq } from 'drizzle-orm'
import type { UpdateResponse } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentResponse } from './present'
import { responses } from './table'

/** Closes the loop: what came of an answer. What is not named is not written, so nothing that was erased comes back. */
export function updateResponse(call: Call, responseId: string, { status, note }: UpdateResponse) {
  const mine = and(eq(responses.id, responseId), eq(responses.merchantId, merchantIdOf(call)))
  return perform(call, {
    read: db => ({ responses: db.select().from(responses).where(mine) }),
    decide({ responses: [known] }) {
      if (!known) throw refuse('not_found')
      const set = { ...(status !== undefined && { status }), ...(note !== undefined && { note }) }
      const isChange = Object.keys(set).length > 0
      return {
        statements: isChange ? [call.store.db.update(responses).set(set).where(mine)] : [],
        reply: { status: 200, body: presentResponse({ ...known, ...set }) },
      }
    },
  })
}
