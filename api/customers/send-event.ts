import { and, eq } from 'drizzle-orm'
import type { EventResult, SendEvent } from '../../sdk/contract'
import { FACTS } from '../../sdk/contract'
import { type Awarded, award } from '../earning/award'
import { bookStatements, earningReads, openBooks } from '../earning/books'
import { promote, settle } from '../earning/settle'
import { events } from '../earning/table'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { accountOf } from '../wallet/account'
import { append } from '../wallet/ledger'
import { insertCustomer, openNewBooks } from './create'
import { markReads, marksOf } from './marks'
import { journalOf } from './read'

/** Anything else a rule listens to: a review, a newsletter, a visit to the shop. */
export async function sendEvent(call: Call, input: SendEvent) {
  const merchantId = merchantIdOf(call)
  const key = { merchantId, externalId: input.customer.externalId }
  const marks = await marksOf(call, merchantId, input.customer)
  const happened = input.at === undefined ? undefined : Date.parse(input.at)
  const same = and(eq(events.merchantId, merchantId), eq(events.externalId, input.externalId))
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime, happened),
      ...markReads(db, { merchantId, ...marks, realTime: call.realTime }),
      events: db.select().from(events).where(same),
    }),
    async decide(rows, within) {
      if ((FACTS as readonly string[]).includes(input.name))
        throw invalid('name', 'is a fact of ours; events have other names')
      const account = accountOf(rows)
      const now = within.tenant.at
      if (happened !== undefined && happened > now) throw invalid('at', 'lies in the future')
      const [known] = rows.events
      if (known) {
        if (known.name !== input.name || known.customerId !== account?.customer.id)
          throw refuse('event_differs')
        return {
          statements: [],
          reply: {
            status: 200,
            body: present(input, known.customerId, known.earned),
            customerId: known.customerId,
          },
        }
      }
      const at = happened ?? now
      const books = account
        ? openBooks(account, within, rows)
        : openNewBooks(within, input.customer, rows, at)
      settle(books, at)
      const source = `event:${input.externalId}`
      const earned = award(books, { on: input.name, source, kind: 'event' })
      if (earned.points === 0 && earned.spins === 0)
        append(books, { kind: 'event', source, note: { name: input.name } })
      promote(books)
      const { db } = call.store
      const customerId = books.customer.id
      const row = { merchantId, externalId: input.externalId, customerId, name: input.name, at, earned }
      return {
        statements: [
          ...(account ? [] : insertCustomer(db, books)),
          ...(await bookStatements(call, books)),
          db.insert(events).values(row),
        ],
        reply: { status: 201, body: present(input, customerId, earned), customerId },
      }
    },
  })
}

const present = ({ externalId }: SendEvent, customerId: string, earned: Awarded): EventResult => ({
  ...{ externalId, customerId, earned },
})
