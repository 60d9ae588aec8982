import type { Audit } from '../../sdk/contract'
import { balance, type Customer, givenBack, type Sums, type Unit } from './books'
import { agree, type Play } from './play'

const total = <T>(all: T[], of: (each: T) => number) => all.reduce((sum, each) => sum + of(each), 0)

/** The API finds its own books clean, and every sum in them is the model's. */
export async function compareAudit({ api, customers }: Play): Promise<void> {
  const { status, text, body } = await api.send<Audit>('GET', '/v1/audit')
  if (status !== 200 || !body.clean) throw new Error(`GET /v1/audit: ${status} ${text}`)
  const all = [...customers.values()]
  const { journalLines: _, faults: __, clean: ___, ...sums } = body
  agree('GET /v1/audit', expected(all), sums)
}

function expected(all: Customer[]): Omit<Audit, 'journalLines' | 'faults' | 'clean'> {
  const orders = all.flatMap(customer => [...customer.orders.values()])
  const counted = orders.filter(({ status }) => status !== 'pending')
  return {
    customers: all.length,
    ...{ points: sumsOf(all, 'points'), spins: sumsOf(all, 'spins') },
    orders: {
      count: orders.length,
      paid: orders.filter(({ status }) => status === 'paid').length,
      total: total(counted, ({ document }) => document.total),
      refunded: total(counted, givenBack),
    },
    codes: codesOf(all),
  }
}

function sumsOf(all: Customer[], unit: Unit): Audit['points'] {
  const sum = (name: keyof Sums) => total(all, ({ sums }) => sums[unit][name])
  const debt = unit === 'points' ? total(all, ({ debts }) => total(debts, ({ left }) => left)) : 0
  const left = total(all, customer => balance(customer, unit).available + balance(customer, unit).pending)
  return {
    ...{ issued: sum('issued'), spent: sum('spent'), expired: sum('expired'), clawedBack: sum('clawedBack') },
    ...{ adjustedAway: sum('adjustedAway'), outstanding: left + debt, debt },
  }
}

function codesOf(all: Customer[]): Audit['codes'] {
  const counts: Audit['codes'] = {}
  for (const { status } of all.flatMap(({ codes }) => codes)) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
