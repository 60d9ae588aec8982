import { eq } from 'drizzle-orm'
import type { Db, Statement } from '../store/store'
import type { CodeState } from './life'
import { codes } from './table'

const WITHDRAWN: CodeState = { status: 'void', orderId: null, reservedUntil: null, redeemedAt: null }

/** For the batch of whatever takes a reward back; its line in the owner's journal keeps a checkout out meanwhile. */
export const withdrawCode = (db: Db, codeId: string): Statement =>
  db.update(codes).set(WITHDRAWN).where(eq(codes.id, codeId))
