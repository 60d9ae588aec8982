import { eq, sql } from 'drizzle-orm'
import type { RedemptionResult } from '../../sdk/contract'
import { type CustomerKey, journalOf } from '../customers/read'
import { bookStatements, earningReads, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import { type Call, merchantIdOf, shopperOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { statusAt } from '../rewards/life'
import type { CodeRow } from '../rewards/present'
import { withdrawCode } from '../rewards/withdraw'
import type { Db, Statement } from '../store/store'
import { accountOf } from '../wallet/account'
import { balance } from '../wallet/ledger'
import { creditBack, takeForgiven } from './credit-back'
import { presentRedemption } from './present'
import { ofRedemption, type RedemptionRow, returnReads } from './read'
import { isUnused, returnableUntil } from './returnable'
import { items, redemptions } from './table'

type Who = 'shopper' | 'merchant'

/** By the shopper, as long as the merchant allows. */
export const returnOwn = (call: Call, id: string) => giveBack(call, id, shopperOf(call), 'shopper')

/** By the merchant, who is not bound by the days it gives to shoppers. */
export function returnAny(call: Call, id: string) {
  const merchantId = merchantIdOf(call)
  const owner = ofRedemption('customer_id', { merchantId, id })
  return giveBack(call, id, { merchantId, owner, of: `redemption:${id}` }, 'merchant')
}

/** Points back, code withdrawn, item in stock again, all in one batch. The second time changes nothing. */
function giveBack(call: Call, id: string, key: CustomerKey, who: Who) {
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...returnReads(db, { merchantId: key.merchantId, id }),
    }),
    async decide(rows, within) {
      const account = accountOf(rows)
      const [known] = rows.redemption
      if (!account || known?.customerId !== account.customer.id) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      const { at } = within.tenant
      settle(books, at)
      const row = { ...known, returnedAt: known.returnedAt ?? books.at }
      const statements: Statement[] = []
      if (known.returnedAt === null) {
        check(known, rows.code[0], books.at, who)
        creditBack(books, known, rows.paid)
        takeForgiven(books, rows.forgiven)
        settle(books, at)
        statements.push(...(await bookStatements(call, books)), ...restock(call.store.db, row))
      }
      const body: RedemptionResult = {
        redemption: await presentRedemption(call, row, null, books.at),
        points: balance(books, 'points'),
      }
      return { statements, reply: { status: 200, body, customerId: books.customer.id } }
    },
  })
}

function check(known: RedemptionRow, code: CodeRow | undefined, at: number, who: Who): void {
  const status = code ? statusAt(code, at) : null
  const mayBe = who === 'merchant' ? isUnused(known, status) : returnableUntil(known, status, at) !== null
  if (!mayBe) throw refuse('not_returnable')
}

/** The code of a pool is not put back there: somebody has seen it. */
function restock(db: Db, { id, itemId, rewardId, returnedAt }: RedemptionRow): Statement[] {
  return [
    db.update(redemptions).set({ returnedAt }).where(eq(redemptions.id, id)),
    db.update(items).set({ sold: sql`sold - 1` }).where(eq(items.id, itemId)),
    ...(rewardId === null ? [] : [withdrawCode(db, rewardId)]),
  ]
}
