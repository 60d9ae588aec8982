import { type SQL, sql } from 'drizzle-orm'
import type { MessageType } from '../../sdk/contract'
import { newId, type Random } from '../store/id'
import type { Db, Statement } from '../store/store'
import { messages } from './table'

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

/** Goes into the batch of the change it tells of, so that one is never without the other. */
export function messageStatements(db: Db, random: Random, realTime: number, told: Told[]): Statement[] {
  return told.map(({ when = sql`true`, customerId = null, data, ...each }) => {
    const row = [newId('msg', realTime, random), each.merchantId, each.type, customerId, JSON.stringify(data)]
    const inOrder = [...row, each.at, realTime].map(value => sql`${value}`)
    return db.insert(messages).select(sql`SELECT ${sql.join(inOrder, sql`, `)} WHERE ${when}`)
  })
}
