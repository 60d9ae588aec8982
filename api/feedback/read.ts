import { and, desc, eq, isNull } from 'drizzle-orm'
import { type CustomerKey, customerIdOf } from '../customers/read'
import type { Db, Rows } from '../store/store'
import { prompts, surveys } from './table'

/** What may be asked, and what this shopper has been shown before. */
export function promptReads(db: Db, key: CustomerKey, _realTime: number) {
  return {
    surveys: db
      .select()
      .from(surveys)
      .where(and(eq(surveys.merchantId, key.merchantId), isNull(surveys.deletedAt))),
    shown: db
      .select()
      .from(prompts)
      .where(eq(prompts.customerId, customerIdOf(key)))
      .orderBy(desc(prompts.number)),
  }
}

export type PromptRows = Rows<ReturnType<typeof promptReads>>
