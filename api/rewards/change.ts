import { eq } from 'drizzle-orm'
import type { Call } from '../http/call'
import { perform, type Sent } from '../http/perform'
import { invalid, type Refusal, refuse } from '../http/refusal'
import { journal } from '../wallet/table'
import { type Asked, codeNotFound, findCode, findReads, typed } from './find'
import { type Action, type Obstacle, transition } from './life'
import { doneBy, lineOf, lineReads } from './line'
import { presentCode } from './present'
import { codes } from './table'

/**
 * One step in the life of a code: a line in its owner's journal, which referees, and the row. The same step of
 * the same order once more gets the same answer and writes nothing.
 */
export async function changeCode(
  call: Call,
  asked: Asked & { reason?: string },
  action: Action,
): Promise<Sent> {
  const { db } = call.store
  const code = await typed(call, asked)
  return perform(call, {
    journal: `${code.merchantId}/code:${code.lookup}`,
    read: () => ({ ...findReads(call, code), ...lineReads(db, code, action) }),
    async decide(rows, { tenant }) {
      const row = findCode(rows, call)
      if (!row) return codeNotFound(call, rows, code, tenant)
      const outcome = transition(row, action, tenant.at, doneBy(rows))
      if (outcome !== 'unchanged' && 'problem' in outcome) throw refusalOf(outcome)
      const next = outcome === 'unchanged' ? row : { ...row, ...outcome.next }
      const body = await presentCode(call, next, tenant.at)
      const reply = { status: 200 as const, body, customerId: row.customerId }
      if (outcome === 'unchanged') return { statements: [], reply }
      const line = lineOf(rows, body, { ...action, reason: asked.reason }, tenant.at)
      return {
        statements: [
          db.insert(journal).values(line),
          db.update(codes).set(outcome.next).where(eq(codes.id, row.id)),
        ],
        reply,
      }
    },
  })
}

const refusalOf = ({ problem, orderTotal }: Obstacle): Refusal =>
  orderTotal === undefined ? refuse(problem) : invalid('orderTotal', orderTotal)
