import { and, eq } from 'drizzle-orm'
import type { Db, Statement } from '../store/store'
import { grants } from '../tiers/table'
import type { Ledger } from './ledger'
import { allocations, debts, journal, lots } from './table'

const ROWS_PER_INSERT = 50

/**
 * The batch that makes the books so. Its first statement appends to the journal: if anybody else has appended
 * since the account was read, the key collides and the whole batch rolls back.
 */
export function statements(db: Db, ledger: Ledger, firstSeq = ledger.account.seq + 1): Statement[] {
  const { written } = ledger
  const isNew = (seq: number) => seq >= firstSeq
  const changedLots = ledger.lots.filter(lot => written.lots.has(lot.seq))
  const changedDebts = ledger.debts.filter(debt => written.debts.has(debt.seq))
  return [
    ...chunks(written.journal).map(rows => db.insert(journal).values(rows)),
    ...chunks(changedLots.filter(lot => isNew(lot.seq))).map(rows => db.insert(lots).values(rows)),
    ...changedLots
      .filter(lot => !isNew(lot.seq))
      .map(({ customerId, seq, remaining, qualifying }) =>
        db
          .update(lots)
          .set({ remaining, qualifying })
          .where(and(eq(lots.customerId, customerId), eq(lots.seq, seq))),
      ),
    ...chunks(written.allocations).map(rows => db.insert(allocations).values(rows)),
    ...chunks(changedDebts.filter(debt => isNew(debt.seq))).map(rows => db.insert(debts).values(rows)),
    ...changedDebts
      .filter(debt => !isNew(debt.seq))
      .map(({ customerId, seq, remaining }) =>
        db
          .update(debts)
          .set({ remaining })
          .where(and(eq(debts.customerId, customerId), eq(debts.seq, seq))),
      ),
    ...chunks(written.grants).map(rows =>
      db.insert(grants).values(rows.map(grant => ({ customerId: ledger.customer.id, ...grant }))),
    ),
  ]
}

function chunks<T>(rows: T[]): T[][] {
  const out: T[][] = []
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) out.push(rows.slice(i, i + ROWS_PER_INSERT))
  return out
}
