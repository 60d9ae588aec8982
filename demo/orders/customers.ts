import type { ImportLine } from './wire'

/** What a customer did over all lines; money in pence. */
export interface CustomerSummary {
  externalId: string
  orders: number
  /** Before refunds. */
  spent: number
  refunds: number
  refunded: number
  /** First and last order, RFC 3339. */
  firstAt: string
  lastAt: string
  country?: string
}

/**
 * One summary per customer, the biggest spender first.
 * @param lines in the order of time
 * @param countries where customers live: the import lines don't say
 */
export function describeCustomers(
  lines: ImportLine[],
  countries = new Map<string, string>(),
): CustomerSummary[] {
  const summaries = new Map<string, CustomerSummary>()
  const buyers = new Map<string, CustomerSummary>()
  for (const line of lines) {
    if (line.type === 'order') {
      const { externalId } = line.customer
      const summary = summaries.get(externalId) ?? blank(externalId, line.placedAt, countries.get(externalId))
      summary.orders += 1
      summary.spent += line.total
      summary.lastAt = line.placedAt
      summaries.set(externalId, summary)
      buyers.set(line.externalId, summary)
    } else {
      const summary = buyers.get(line.orderExternalId)
      if (!summary) throw new Error(`Refund ${line.externalId} comes before its order`)
      summary.refunds += 1
      summary.refunded += line.lines.reduce((sum, { amount }) => sum + amount, 0)
    }
  }
  return [...summaries.values()].sort((a, b) => b.spent - a.spent)
}

function blank(externalId: string, firstAt: string, country?: string): CustomerSummary {
  return { externalId, orders: 0, spent: 0, refunds: 0, refunded: 0, firstAt, lastAt: firstAt, country }
}
