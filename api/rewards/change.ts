import { eq } from 'drizzle-orm'
import { journalOf } from '../customers/read'
import { bookStatements, earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform, type Sent } from '../http/perform'
import { invalid, type Refusal, refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { type Asked, codeNotFound, findCode, findReads, ownerOf, typed } from './find'
import { type Action, type Obstacle, transition } from './life'
import { doneBy, doneReads, lineOf } from './line'
import { presentCode } from './present'
import { codes } from './table'

/**
 * One step in the life of a code: a line in its owner's settled books, whose journal referees, and the row. The
 * same step of the same order once more gets the same answer and writes nothing.
 */
export async function changeCode(
  call: Call,
  asked: Asked & { reason?: string },
  action: Action,
): Promise<Sent> {
  const { db } = call.store
  const code = await typed(call, asked)
  const owner = ownerOf(code)
  return perform(call, {
    journal: journalOf(owner),
    read: () => ({
      ...findReads(call, code),
      ...earningReads(db, owner, call.realTime),
      ...doneReads(db, code, action),
    }),
    async decide(rows, within) {
      const { tenant } = within
      const row = findCode(rows, call)
      const account = accountOf(rows)
      if (!row || !account) return codeNotFound(call, rows, code, tenant)
      const outcome = transition(row, action, tenant.at, doneBy(rows))
      if (outcome !== 'unchanged' && 'problem' in outcome) throw refusalOf(outcome)
      const next = outcome === 'unchanged' ? row : { ...row, ...outcome.next }
      const body = await presentCode(call, next, tenant.at)
      const reply = { status: 200 as const, body, customerId: row.customerId }
      if (outcome === 'unchanged') return { statements: [], reply }
      const books = openBooks(account, within, rows)
      settle(books, tenant.at)
      append(books, lineOf(body, { ...action, reason: asked.reason }))
      return {
        statements: [
          ...(await bookStatements(call, books)),
          db.update(codes).set(outcome.next).where(eq(codes.id, row.id)),
        ],
        reply,
      }
    },
  })
}

const refusalOf = ({ problem, orderTotal }: Obstacle): Refusal =>
  orderTotal === undefined ? refuse(problem) : invalid('orderTotal', orderTotal)
