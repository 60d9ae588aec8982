import { eq, sql } from 'drizzle-orm'
import type { ItemGift, Redeem, RedemptionResult } from '../../sdk/contract'
import { type CustomerKey, customerIdOf, journalOf } from '../customers/read'
import { type Books, bookStatements, earningReads, giveReward, openBooks } from '../earning/books'
import { settle } from '../earning/settle'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { isoOrNull } from '../http/time'
import { type IssuedCode, presentIssued } from '../rewards/issue'
import { newId } from '../store/id'
import type { Statement } from '../store/store'
import { accountOf } from '../wallet/account'
import { balance, debit } from '../wallet/ledger'
import { messageStatements, type Told } from '../webhooks/outbox'
import { obstacleTo } from './obstacle'
import { boughtOf } from './present'
import { giftFor, priceOf } from './price'
import { type ItemRow, itemReads, type RedemptionRow, redemptionReads } from './read'
import { returnEnd } from './returnable'
import { sourceOf } from './source'
import { leftOf } from './stock'
import { items, redemptions } from './table'
import { buyerOf } from './view'

/**
 * Points for what is in the catalogue: the debit, the code and the count of what was sold are one batch. Buyers of one
 * item in this process take turns, because those who want the next code of the same pool would only collide.
 */
export function redeem(call: Call, key: CustomerKey, input: Redeem) {
  return call.store.inOrder(`${key.merchantId}/${input.itemId}`, () => redeemNext(call, key, input))
}

function redeemNext(call: Call, key: CustomerKey, input: Redeem) {
  return perform(call, {
    journal: journalOf(key),
    read: db => ({
      ...earningReads(db, key, call.realTime),
      ...itemReads(db, key.merchantId, input.itemId),
      ...redemptionReads(db, customerIdOf(key), { merchantId: key.merchantId, realTime: call.realTime }),
    }),
    async decide(rows, within) {
      const account = accountOf(rows)
      const [item] = rows.items
      if (!account || !item) throw refuse('not_found')
      const books = openBooks(account, within, rows)
      settle(books, within.tenant.at)
      const obstacle = obstacleTo(item.config, leftOf(item, rows.pools), buyerOf(books, item, rows))
      if (obstacle) throw refuse(obstacle)
      const { row, code } = book(books, item, pricedFor(books, item, input))
      return {
        statements: [...(await bookStatements(call, books)), ...sell(call, books, item, row)],
        reply: {
          status: 201,
          body: await present(call, books, row, code),
          customerId: books.customer.id,
        },
      }
    },
  })
}

/** What is paid, which the shopper has. */
function pricedFor(books: Books, { config }: ItemRow, input: Redeem): number {
  const priced = priceOf(config.price, input.points)
  if ('wrong' in priced) throw invalid('points', priced.wrong)
  if (priced.points > balance(books, 'points').available) throw refuse('insufficient_points')
  return priced.points
}

interface Booked {
  row: RedemptionRow
  code: IssuedCode | null
}

function book(books: Books, { id: itemId, config }: ItemRow, points: number): Booked {
  const { id: customerId, merchantId } = books.customer
  const id = newId('rdm', books.at, books.random)
  const source = sourceOf(id)
  const gives = giftFor(config.gives, config.price, points)
  const debitSeq = debit(books, 'points', points, {
    ...{ kind: 'redemption', source, note: { name: config.name } },
  })
  const code = codeFor(books, gives, source, config.validDays)
  const returnable = returnEnd(books.at, config.returnDays, code?.expiresAt ?? null, books.rules.zone)
  const row = {
    ...{ id, merchantId, customerId, itemId, at: books.at, points, gives, name: config.name, debitSeq },
    ...{ rewardId: code?.id ?? null, returnableUntil: returnable, returnedAt: null },
  }
  return { row, code }
}

function codeFor(books: Books, gives: ItemGift, source: string, validDays: number): IssuedCode | null {
  if (gives.kind === 'donation') return null
  const code = giveReward(books, gives, source, validDays)
  if (!code) throw refuse('item_sold_out')
  return code
}

/** The constraint on what was sold keeps two buyers off the last one; what is left is counted in the batch itself. */
function sell(call: Call, books: Books, item: ItemRow, row: RedemptionRow): Statement[] {
  const { db } = call.store
  const { lowStockAt } = books.rules.program
  const about = { merchantId: row.merchantId, at: row.at }
  const told: Told[] = [
    {
      ...{ ...about, type: 'item.redeemed', customerId: row.customerId },
      data: { redemptionId: row.id, itemId: item.id, points: row.points, gives: row.gives.kind },
    },
    {
      ...{ ...about, type: 'item.low', data: { itemId: item.id, left: lowStockAt } },
      when: sql`(SELECT stock - sold FROM items WHERE id = ${item.id}) = ${lowStockAt}`,
    },
  ]
  return [
    db.update(items).set({ sold: sql`sold + 1` }).where(eq(items.id, item.id)),
    db.insert(redemptions).values(row),
    ...messageStatements(db, books.random, call.realTime, told),
  ]
}

async function present(
  call: Call,
  books: Books,
  row: RedemptionRow,
  issued: IssuedCode | null,
): Promise<RedemptionResult> {
  const code = issued && (await presentIssued(call, issued))
  return {
    redemption: { ...boughtOf(row), code, returnableUntil: isoOrNull(row.returnableUntil) },
    points: balance(books, 'points'),
  }
}
