import { and, desc, eq, lt } from 'drizzle-orm'
import type { JournalLine } from '../../sdk/contract'
import { type CustomerKey, customerIdOf, readCustomer } from '../customers/read'
import type { Call } from '../http/call'
import { decodeCursor, pageOf } from '../http/cursor'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso, isoOrNull } from '../http/time'
import { journal, lots } from './table'

/** Newest line first, each with its why. */
export function readJournal(call: Call, key: CustomerKey, query: { limit: number; cursor?: string }) {
  const before = decodeCursor(query.cursor, 'number')
  return perform(call, {
    read: db => ({
      customer: readCustomer(db, key),
      lines: db
        .select({ line: journal, availableAt: lots.availableAt })
        .from(journal)
        .leftJoin(lots, and(eq(lots.customerId, journal.customerId), eq(lots.seq, journal.seq)))
        .where(
          and(
            eq(journal.customerId, customerIdOf(key)),
            before === undefined ? undefined : lt(journal.seq, before),
          ),
        )
        .orderBy(desc(journal.seq))
        .limit(query.limit + 1),
    }),
    decide({ customer, lines }) {
      if (customer.length === 0) throw refuse('not_found')
      const { data, nextCursor } = pageOf(lines, query.limit, ({ line }) => line.seq)
      return { statements: [], reply: { status: 200, body: { data: data.map(present), nextCursor } } }
    },
  })
}

function present({
  line,
  availableAt,
}: {
  line: typeof journal.$inferSelect
  availableAt: number | null
}): JournalLine {
  const { customerId: _, at, ...rest } = line
  return { ...rest, at: iso(at), availableAt: isoOrNull(availableAt) }
}
