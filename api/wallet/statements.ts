import { and, eq } from 'drizzle-orm'
import { planInsert, planWrite } from '../store/plan-write'
import type { Db, Statement } from '../store/store'
import { grants } from '../tiers/table'
import type { Debt, Lot } from './account'
import type { Ledger } from './ledger'
import { allocations, debts, journal, lots } from './table'

const insertJournal = planInsert(journal)
const insertLots = planInsert(lots)
const insertAllocations = planInsert(allocations)
const insertDebts = planInsert(debts)
const insertGrants = planInsert(grants)
const updateLot = planWrite((db, { customerId, seq, remaining, qualifying }: Lot) =>
  db
    .update(lots)
    .set({ remaining, qualifying })
    .where(and(eq(lots.customerId, customerId), eq(lots.seq, seq))),
)
const updateDebt = planWrite((db, { customerId, seq, remaining }: Debt) =>
  db
    .update(debts)
    .set({ remaining })
    .where(and(eq(debts.customerId, customerId), eq(debts.seq, seq))),
)

/**
 * The batch that makes the books so. Its first statement appends to the journal: if anybody else has appended
 * since the account was read, the key collides and the whole batch rolls back.
 */
export function statements(db: Db, ledger: Ledger, firstSeq = ledger.account.seq + 1): Statement[] {
  const { written } = ledger
  const isNew = ({ seq }: { seq: number }) => seq >= firstSeq
  const isOld = (row: { seq: number }) => !isNew(row)
  const changedLots = ledger.lots.filter(lot => written.lots.has(lot.seq))
  const changedDebts = ledger.debts.filter(debt => written.debts.has(debt.seq))
  const customerId = ledger.customer.id
  return [
    ...insertJournal(db, ...written.journal),
    ...insertLots(db, ...changedLots.filter(isNew)),
    ...changedLots.filter(isOld).map(lot => updateLot(db, lot)),
    ...insertAllocations(db, ...written.allocations),
    ...insertDebts(db, ...changedDebts.filter(isNew)),
    ...changedDebts.filter(isOld).map(debt => updateDebt(db, debt)),
    ...insertGrants(db, ...written.grants.map(grant => ({ customerId, ...grant }))),
  ]
}
