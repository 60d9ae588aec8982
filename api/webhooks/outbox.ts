import { type SQL, sql } from 'drizzle-orm'
import type { MessageType } from '../../sdk/contract'
import { newId, type Random } from '../store/id'
import { planInsert, planWrite } from '../store/plan-write'
import type { Db, Statement } from '../store/store'
import { valuesIn } from '../store/values-in'
import { deliveries, messages, webhooks } from './table'

/** Something the merchant's server may want to hear. Ids and figures only: it leaves the house. */
export interface Told {
  merchantId: string
  type: MessageType
  customerId?: string
  data: Record<string, unknown>
  /** By the merchant's clock, epoch ms. */
  at: number
  /** Said only if this holds of the rows as the batch has left them by then: what nobody can know before. */
  when?: SQL
}

/**
 * Goes into the batch of the change it tells of, so that one is never without the other, and so that whoever listens
 * at this moment is told of it: webhooks made, changed or switched off before or after are not asked again.
 */
export function messageStatements(db: Db, random: Random, realTime: number, told: Told[]): Statement[] {
  if (told.length === 0) return []
  const rows = told.map(each => ({ ...each, id: newId('msg', realTime, random), createdAt: realTime }))
  const ids = JSON.stringify(rows.map(({ id }) => id))
  return [
    ...rows.flatMap(row => (row.when ? [insertWhen(db, row)] : insertMessage(db, row))),
    ...[...new Set(rows.map(({ merchantId }) => merchantId))].map(merchantId =>
      fanOut(db, { merchantId, ids }),
    ),
  ]
}

const insertMessage = planInsert(messages)

type Row = Told & { id: string; createdAt: number }

function insertWhen(db: Db, { when, customerId, ...row }: Row): Statement {
  const values = [null, row.id, row.merchantId, row.type, customerId ?? null, JSON.stringify(row.data)]
  const inOrder = [...values, row.at, row.createdAt].map(value => sql`${value}`)
  return db.insert(messages).select(sql`SELECT ${sql.join(inOrder, sql`, `)} WHERE ${when}`)
}

/**
 * From the messages as they are stored by then, because some may not be. `ids` is a JSON array. Webhooks come first: most
 * merchants have none, and then there is nothing else to look for.
 */
const fanOut = planWrite((db, { merchantId, ids }: { merchantId: string; ids: string }) => {
  const listens = sql`(${webhooks.types} = '[]' OR EXISTS (SELECT 1 FROM json_each(${webhooks.types}) WHERE value = ${messages.type}))`
  return db.insert(deliveries).select(
    sql`SELECT ${webhooks.id}, ${messages.id}, 'waiting', 0, NULL, ${messages.createdAt}, NULL
      FROM ${webhooks} CROSS JOIN ${messages} ON ${messages.merchantId} = ${webhooks.merchantId}
      WHERE ${webhooks.merchantId} = ${merchantId} AND ${messages.id} IN ${valuesIn(ids)} AND ${webhooks.active} AND ${webhooks.deletedAt} IS NULL AND ${listens}`,
  )
})
