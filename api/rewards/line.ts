import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Code, Note } from '../../sdk/contract'
import { familyOf } from '../customers/read'
import type { Db, Rows } from '../store/store'
import type { Line } from '../wallet/ledger'
import { journal } from '../wallet/table'
import { lastFour } from './code'
import { ofCode, type Typed } from './find'
import type { Action, CodeChange, Done } from './life'

/** What the order of the action has written in the owner's journal about the code. */
export function doneReads(db: Db, code: Typed, action: Action) {
  const orderId = 'orderId' in action ? action.orderId : ''
  const givesBack = action.kind === 'release' || action.kind === 'rollback'
  return {
    done: db
      .selectDistinct({ kind: journal.kind })
      .from(journal)
      .where(
        and(
          inArray(journal.customerId, familyOf(ofCode('customer_id', code))),
          eq(journal.source, sql`'code:' || ${ofCode('id', code)}`),
          sql`json_extract(note, '$.order') = ${orderId}`,
        ),
      )
      .limit(givesBack ? CHANGES : 0),
  }
}

/** More kinds of lines there are not. */
const CHANGES = 5

type DoneRows = Rows<ReturnType<typeof doneReads>>

export const doneBy = ({ done }: DoneRows): Done => new Set(done.map(({ kind }) => kind as CodeChange))

/** The next line of the owner: nothing in points, but who used what. */
export function lineOf(code: Code, action: Action & { reason?: string }): Line {
  return { kind: action.kind, source: `code:${code.id}`, note: noteOf(code, action) }
}

function noteOf({ reward, code }: Code, action: Action & { reason?: string }): Note {
  return {
    name: 'name' in reward ? reward.name : reward.kind,
    code: lastFour(code),
    ...('orderId' in action && { order: action.orderId }),
    ...(action.reason !== undefined && { because: [action.reason] }),
  }
}
