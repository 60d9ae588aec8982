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
}

/** Goes into the batch of the change it tells of, so that one is never without the other. */
export function messageStatements(db: Db, random: Random, realTime: number, told: Told[]): Statement[] {
  if (told.length === 0) return []
  const rows = told.map(({ customerId = null, ...each }) => ({
    ...{ id: newId('msg', realTime, random), ...each, customerId },
    createdAt: realTime,
  }))
  return [db.insert(messages).values(rows)]
}
