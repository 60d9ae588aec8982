import { and, desc, eq, sql } from 'drizzle-orm'
import type { Note, Reward } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform, type Sent } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import type { Db, Rows, Statement } from '../store/store'
import { journal } from '../wallet/table'
import { lastFour } from './code'
import { codeNotFound, findCode, findReads, ofCode, type Typed, typed } from './find'
import { type Action, type CodeChange, type CodeState, type Obstacle, transition } from './life'
import { type CodeRow, presentCode } from './present'
import { codes } from './table'

/** What was typed at a checkout, and where. */
export interface AtCheckout {
  code: string
  network?: string
  /** Why, in the merchant's words. */
  reason?: string
}

/**
 * One step in the life of a code: a line in its owner's journal, which referees every change of that owner, and
 * the row. The same step of the same order again answers the same and writes nothing.
 */
export async function changeCode(call: Call, at: AtCheckout, action: Action): Promise<Sent> {
  const code = await typed(call, at.code, at.network)
  return perform(call, {
    journal: `${code.merchantId}/code:${code.lookup}`,
    read: db => ({ ...findReads(db, call, code), ...lineReads(db, code, action) }),
    async decide(rows, { tenant }) {
      const row = findCode(rows, call)
      if (!row) return codeNotFound(call, rows, code, tenant.key.id)
      const done = new Set(rows.done.map(({ kind }) => kind as CodeChange))
      const outcome = transition(row, action, tenant.at, done)
      if (outcome === 'unchanged') return replyWith(row, [])
      if ('problem' in outcome) throw refusalOf(outcome)
      const line = { ...lineOf(rows, row, action, tenant.at), note: await noteOf(row) }
      return replyWith({ ...row, ...outcome.next }, changeStatements(call.store.db, line, row, outcome.next))

      async function replyWith(shown: CodeRow, statements: Statement[]) {
        const body = await presentCode(call, shown, tenant.at)
        return { statements, reply: { status: 200 as const, body, customerId: row?.customerId } }
      }
    },
  })
}
