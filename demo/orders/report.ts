import type { Order } from './fold'
import { worthOf } from './fold'
import type { Invoice } from './invoices'
import type { Match, Reason, Unmatched } from './match'
import type { Refund } from './refunds'

/** What the archive holds and what it had to leave out; money in pence. */
export interface Report {
  orders: number
  customers: number
  total: number
  cancellations: { invoices: number; lines: number; amount: number }
  /** Cancelled lines whose sale was found, and the refunds they became. */
  matched: { lines: number; refunds: number; orders: number; amount: number }
  unmatched: Record<Reason, { lines: number; amount: number }>
}

interface Found {
  matched: Match[]
  unmatched: Unmatched[]
  refunds: Refund[]
}

export function reportOn(orders: Order[], cancellations: Invoice[], found: Found): Report {
  const cancelled = cancellations.flatMap(({ lines }) => lines)
  return {
    orders: orders.length,
    customers: new Set(orders.map(order => order.customer)).size,
    total: sum(orders.map(({ lines, rest }) => rest.amountMinor + sum(lines.map(worthOf)))),
    cancellations: {
      invoices: cancellations.length,
      lines: cancelled.length,
      amount: sum(cancelled.map(worthOf)),
    },
    matched: {
      lines: cancelled.length - found.unmatched.length,
      refunds: found.refunds.length,
      orders: new Set(found.refunds.map(({ sale }) => sale)).size,
      amount: sum(found.matched.map(amountOf)),
    },
    unmatched: {
      'no earlier sale': left(found.unmatched, 'no earlier sale'),
      'not enough quantity': left(found.unmatched, 'not enough quantity'),
      'not a product': left(found.unmatched, 'not a product'),
    },
  }
}

function left(unmatched: Unmatched[], reason: Reason) {
  const lines = unmatched.filter(one => one.reason === reason).map(({ line }) => line)
  return { lines: lines.length, amount: sum(lines.map(worthOf)) }
}

function amountOf({ sale, line, quantity }: Match): number {
  return quantity * (sale.lines[line]?.unitMinor ?? 0)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
