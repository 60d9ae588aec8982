import type { JournalKind, Note, Program } from '../../sdk/contract'
import type { customers } from '../customers/table'
import type { Grant } from '../tiers/ladder'
import type { Account, Debt, Lot } from './account'
import { type ExpirySetting, lotExpiresAt } from './expiry'
import type { allocations, journal, Unit } from './table'

/** The rules a merchant's books are kept by. */
export interface Rules {
  program: Program
  expiry: ExpirySetting
  zone: string
}

type JournalRow = typeof journal.$inferInsert
type Customer = typeof customers.$inferSelect

/**
 * The books of one shopper while a decision is made: the account as it will be, and what has to be written to
 * make it so. Everything below is arithmetic in memory; `statements` turns the difference into one batch.
 */
export interface Ledger {
  rules: Rules
  customer: Customer
  seq: number
  /** The time of the next line; lines never go back in time. */
  at: number
  lots: Lot[]
  debts: Debt[]
  account: Account
  written: {
    journal: JournalRow[]
    lots: Set<number>
    debts: Set<number>
    allocations: (typeof allocations.$inferInsert)[]
    grants: (Grant & { seq: number })[]
  }
}

export function openLedger(account: Account, rules: Rules): Ledger {
  return {
    rules,
    customer: account.customer,
    seq: account.seq,
    at: account.settledAt,
    lots: account.lots.map(lot => ({ ...lot })),
    debts: account.debts.map(debt => ({ ...debt })),
    account: {
      ...account,
      qualifying: [...account.qualifying],
      orders: [...account.orders],
      grants: [...account.grants],
      birthdays: new Set(account.birthdays),
    },
    written: { journal: [], lots: new Set(), debts: new Set(), allocations: [], grants: [] },
  }
}

export interface Line {
  kind: JournalKind
  source: string
  note?: Note
  points?: number
  spins?: number
}

/** Appends a line and returns its sequence number. */
export function append(ledger: Ledger, { kind, source, note = {}, points = 0, spins = 0 }: Line): number {
  ledger.seq += 1
  const row = {
    customerId: ledger.customer.id,
    seq: ledger.seq,
    at: ledger.at,
    kind,
    points,
    spins,
    source,
    note,
  }
  ledger.written.journal.push(row)
  return ledger.seq
}

export interface Credit extends Omit<Line, 'points' | 'spins'> {
  unit: Unit
  amount: number
  availableAt: number
  expiresAt?: number | null
  /** What it counts for tiers; 0 for what was not earned. */
  qualifying?: number
  /** What earned it in the first place, where that is not what gives it back. */
  earnedBy?: string
}

export function credit(
  ledger: Ledger,
  { unit, amount, availableAt, expiresAt = null, qualifying = 0, earnedBy, ...line }: Credit,
) {
  const seq = append(ledger, { ...line, [unit]: amount })
  const lot = {
    customerId: ledger.customer.id,
    seq,
    unit,
    amount,
    remaining: amount,
    availableAt,
    expiresAt,
    qualifying,
  }
  ledger.lots.push({ ...lot, source: earnedBy ?? line.source })
  ledger.written.lots.add(seq)
  if (qualifying > 0) ledger.account.qualifying.push({ at: availableAt, value: qualifying })
  payDebts(ledger, unit)
  return seq
}

/** Takes `amount` from the available lots that expire soonest. The caller has checked that it is there. */
export function debit(
  ledger: Ledger,
  unit: Unit,
  amount: number,
  line: Omit<Line, 'points' | 'spins'>,
): number {
  const seq = append(ledger, { ...line, [unit]: -amount })
  const missing = take(ledger, seq, spendable(ledger, unit), amount)
  if (missing > 0) throw new Error(`debit of ${amount} ${unit} exceeds what is available`)
  return seq
}

/** Allocates up to `amount` of the debit `seq` to these lots in order; returns what they could not pay. */
export function take(ledger: Ledger, seq: number, from: Lot[], amount: number): number {
  let left = amount
  for (const lot of from) {
    const part = Math.min(lot.remaining, left)
    if (part === 0) continue
    lot.remaining -= part
    left -= part
    ledger.written.lots.add(lot.seq)
    ledger.written.allocations.push({
      customerId: lot.customerId,
      debitSeq: seq,
      lotSeq: lot.seq,
      amount: part,
    })
  }
  return left
}

/** What no lot could pay stays as a debt of that line. */
export function owe(ledger: Ledger, seq: number, unit: Unit, amount: number): void {
  ledger.debts.push({ customerId: ledger.customer.id, seq, unit, amount, remaining: amount })
  ledger.written.debts.add(seq)
}

/** Available lots pay open debts before anything else can be bought with them. */
export function payDebts(ledger: Ledger, unit: Unit): void {
  for (const debt of ledger.debts.filter(each => each.unit === unit && each.remaining > 0)) {
    const left = take(ledger, debt.seq, spendable(ledger, unit), debt.remaining)
    if (left < debt.remaining) ledger.written.debts.add(debt.seq)
    debt.remaining = left
  }
}

/** Live lots in the order in which they are spent: soonest expiry first, then oldest. */
export function spendable(ledger: Ledger, unit: Unit): Lot[] {
  const live = ledger.lots.filter(
    lot => lot.unit === unit && lot.remaining > 0 && lot.availableAt <= ledger.at,
  )
  const expiry = new Map(live.map(lot => [lot, expiresAt(ledger, lot) ?? Infinity]))
  const soonest = (a: Lot, b: Lot) => compare(expiry.get(a) ?? 0, expiry.get(b) ?? 0) || a.seq - b.seq
  return live.sort(soonest)
}

/** `a - b` for instants that may be Infinity. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)

/** Epoch ms when a lot expires by the programme in force; null is never. Spins expire only where their lot says so. */
export function expiresAt({ rules, account, customer }: Ledger, lot: Lot): number | null {
  if (lot.unit === 'spins') return lot.expiresAt
  const lastOrderAt = account.orders.reduce((last, order) => Math.max(last, order.paidAt), customer.createdAt)
  return lotExpiresAt(rules.expiry, lot, lastOrderAt, rules.zone)
}

export interface Balance {
  /** Spendable, below zero while a debt is open. */
  available: number
  pending: number
}

export function balance(ledger: Ledger, unit: Unit): Balance {
  const sum = { available: 0, pending: 0 }
  for (const lot of ledger.lots) {
    if (lot.unit !== unit) continue
    if (lot.availableAt <= ledger.at) sum.available += lot.remaining
    else sum.pending += lot.remaining
  }
  for (const debt of ledger.debts) if (debt.unit === unit) sum.available -= debt.remaining
  return sum
}
