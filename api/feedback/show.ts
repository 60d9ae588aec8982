import type { ShownPrompt, ShowPrompt } from '../../sdk/contract'
import { type CustomerKey, customerIdOf, journalOf } from '../customers/read'
import { earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { friendReads } from '../referrals/read'
import { newId } from '../store/id'
import { accountOf } from '../wallet/account'
import { oddsNow } from '../wheel/counters'
import { spinReads, wheelReads } from '../wheel/read'
import { nextSpin } from '../wheel/state'
import { duePrompts } from './prompt'
import { promptReads, surveysAsked, whileThere } from './read'
import { prompts } from './table'

/**
 * The right to show a prompt. Showings of a customer are numbered, and a number is given once: of two tabs that ask
 * at the same time, the second decides again, on what the first has shown.
 */
export function showPrompt(call: Call, key: CustomerKey, input: ShowPrompt) {
  const scope = { merchantId: key.merchantId, realTime: call.realTime }
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...wheelReads(db, scope),
      ...spinReads(db, customerIdOf(key), scope),
      ...friendReads(db, customerIdOf(key)),
      ...surveysAsked(db, key.merchantId),
      ...promptReads(db, key, call.realTime),
    }),
    decide(rows, within) {
      const account = accountOf(rows)
      if (!account) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const wheels = rows.wheels.map(wheel => {
        const odds = oddsNow(wheel, rows, rows.pools, books.at, books.rules.zone)
        return { wheelId: wheel.id, entry: nextSpin(books, wheel, odds, rows).entry }
      })
      const due = duePrompts(books, rows, { wheels, friends: rows.brought[0]?.joined ?? 0 }).find(
        prompt =>
          prompt.kind === input.kind && (prompt.kind !== 'survey' || prompt.survey.id === input.surveyId),
      )
      if (!due) throw refuse('prompt_not_due')
      const row = {
        ...{ id: newId('prm', books.at, within.random), customerId: books.customer.id, kind: due.kind },
        surveyId: due.kind === 'survey' ? due.survey.id : null,
        source: due.kind === 'survey' ? due.source : null,
        number: (rows.shown[0]?.number ?? 0) + 1,
        ...{ page: input.page ?? null, shownAt: books.at, dismissedAt: null, answeredAt: null },
      }
      const body: ShownPrompt = { id: row.id, shownAt: iso(row.shownAt) }
      return {
        statements: [
          call.store.db
            .insert(prompts)
            .values({ ...row, customerId: whileThere(row.customerId, row.customerId) }),
        ],
        reply: { status: 201, body, customerId: row.customerId },
      }
    },
  })
}
