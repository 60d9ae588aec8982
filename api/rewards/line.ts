import { and, desc, eq, sql } from 'drizzle-orm'
import type { Code, Note } from '../../sdk/contract'
import type { Db, Rows } from '../store/store'
import { journal } from '../wallet/table'
import { lastFour } from './code'
import { ofCode, type Typed } from './find'
import type { Action, CodeChange, Done } from './life'

/** Where the journal of the code's owner ends, and what the order of the action has written there about the code. */
export function lineReads(db: Db, code: Typed, action: Action) {
  const ofOwner = eq(journal.customerId, ofCode('customer_id', code))
  const orderId = 'orderId' in action ? action.orderId : ''
  const givesBack = action.kind === 'release' || action.kind === 'rollback'
  return {
    head: db
      .select({ seq: journal.seq, at: journal.at })
      .from(journal)
      .where(ofOwner)
      .orderBy(desc(journal.seq))
      .limit(1),
    done: db
      .selectDistinct({ kind: journal.kind })
      .from(journal)
      .where(
        and(
          ofOwner,
          eq(journal.source, sql`'code:' || ${ofCode('id', code)}`),
          sql`json_extract(note, '$.order') = ${orderId}`,
        ),
      )
      .limit(givesBack ? CHANGES : 0),
  }
}

/** More kinds of lines there are not. */
const CHANGES = 5

type LineRows = Rows<ReturnType<typeof lineReads>>

export const doneBy = ({ done }: LineRows): Done => new Set(done.map(({ kind }) => kind as CodeChange))

/** The next line of the owner: nothing in points, but who used what, and when. */
export function lineOf(
  { head: [last] }: LineRows,
  code: Code,
  action: Action & { reason?: string },
  at: number,
): typeof journal.$inferInsert {
  return {
    customerId: code.customerId,
    seq: (last?.seq ?? 0) + 1,
    at: Math.max(last?.at ?? 0, at),
    kind: action.kind,
    points: 0,
    spins: 0,
    source: `code:${code.id}`,
    note: noteOf(code, action),
  }
}

function noteOf({ reward, code }: Code, action: Action & { reason?: string }): Note {
  return {
    name: 'name' in reward ? reward.name : reward.kind,
    code: lastFour(code),
    ...('orderId' in action && { order: action.orderId }),
    ...(action.reason !== undefined && { because: [action.reason] }),
  }
}
