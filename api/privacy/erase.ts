import type { Erased } from '../../sdk/contract'
import { normaliseEmail } from '../customers/email-key'
import { marksOf, valuesOf } from '../customers/marks'
import { type CustomerKey, journalOf } from '../customers/read'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import type { Db, Statement } from '../store/store'
import { journal } from '../wallet/table'
import { messageStatements } from '../webhooks/outbox'
import { forgetDeeds } from './forget-deeds'
import { forgetLedger } from './forget-ledger'
import { forgetWords } from './forget-words'
import { type PersonRows, personReads, selfOf } from './person'
import { namesOf } from './rename'
import { erasedMarks, owedScrubs } from './table'
import { tombstones } from './tombstone'

/**
 * Forgets who a person was, and keeps what they did in figures: sums, dates and amounts stay under an id nobody can be
 * found by. The first statement is a line in the journal, so whoever writes about them at the same moment reads again,
 * and finds nobody.
 */
export function erasePerson(call: Call, key: CustomerKey) {
  return perform(call, {
    journal: journalOf(key),
    read: db => personReads(db, key),
    async decide(rows, { tenant, random }) {
      const self = selfOf(rows)
      if (!self) throw refuse('not_found')
      if (self.mergedInto !== null) throw refuse('merged')
      const { db } = call.store
      const ids = rows.people.map(({ id }) => id)
      const names = namesOf(rows)
      const body: Erased = { id: self.id, erasedAt: iso(tenant.at) }
      const told = { merchantId: self.merchantId, type: 'customer.erased' as const, at: tenant.at }
      return {
        statements: [
          lastLine(db, self.id, rows.journal, tenant.at),
          ...tombstones(db, rows.people, tenant.at),
          ...forgetLedger(db, ids, names),
          ...forgetDeeds(db, rows, ids, names),
          ...forgetWords(db, rows, ids),
          ...markErased(db, self.merchantId, await marksOfAll(call, rows), call.realTime),
          db.insert(owedScrubs).values({ customerId: self.id, at: call.realTime }),
          ...messageStatements(db, random, call.realTime, [{ ...told, data: { customerId: self.id } }]),
        ],
        reply: { status: 200, body },
      }
    },
  })
}

type Line = typeof journal.$inferSelect

function lastLine(db: Db, customerId: string, lines: Line[], at: number) {
  const last = lines.findLast(line => line.customerId === customerId)
  return db.insert(journal).values({
    ...{ customerId, seq: (last?.seq ?? 0) + 1, at: Math.max(at, last?.at ?? 0) },
    ...{ kind: 'profile', points: 0, spins: 0, source: 'profile', note: {} },
  })
}

/**
 * Of the id and address of a customer, and of every address they had, by which nobody joins as a guest again. Anybody can
 * join with somebody's address, so what a guest leaves behind is no mark of a customer.
 */
async function marksOfAll(call: Call, { people, joined }: PersonRows): Promise<string[]> {
  const customers = people.filter(({ kind }) => kind === 'customer')
  const marks = await Promise.all(customers.map(person => marksOf(call, person.merchantId, person)))
  const joining = people.map(({ merchantId, email }) =>
    email ? call.platform.vault.emailKey(merchantId, normaliseEmail(email)) : '',
  )
  const all = [
    ...marks.flatMap(valuesOf),
    ...(await Promise.all(joining)),
    ...joined.map(({ emailKey }) => emailKey),
  ]
  return [...new Set(all)].filter(mark => mark !== '')
}

function markErased(db: Db, merchantId: string, marks: string[], at: number): Statement[] {
  if (marks.length === 0) return []
  const inserted = db
    .insert(erasedMarks)
    .values(marks.map(mark => ({ merchantId, mark, at })))
    .onConflictDoUpdate({ target: [erasedMarks.merchantId, erasedMarks.mark], set: { at } })
  return [inserted]
}
