import type { SpinResult } from '../../../sdk/contract'
import type { Line } from '../acts/act'
import { bodyOf, type Entry } from '../ledger'
import type { Stored } from '../stored'

/** The lines that must be in the journals, and no others: what a shop opens with, and what was acknowledged since. */
export const linesOf = (customers: Iterable<string>, done: Entry[]): Line[] => [
  ...[...customers].map(customer => ({
    ...{ customer, kind: 'welcome', source: 'welcome', points: 0, spins: 0, why: '' },
  })),
  ...done.flatMap(entry => entry.act.leaves(bodyOf(entry) as never)),
]

/** Lines of one list that the other has not, each as often as it is missing there. */
export function beyond(lines: Line[], others: Line[]): string[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(inWords(other), (left.get(inWords(other)) ?? 0) + 1)
  return lines.map(inWords).filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

const inWords = ({ customer, kind, source, points, spins, why }: Line) =>
  `${customer}: ${kind} of ${source}, ${points} points, ${spins} spins (${why})`

/** What customers have has to be what those lines add up to. */
export function wrongBalances(lines: Line[], { balances }: Stored): string[] {
  const sums = new Map<string, { points: number; spins: number }>()
  for (const { customer, points, spins } of lines) {
    const sum = sums.get(customer) ?? { points: 0, spins: 0 }
    sums.set(customer, { points: sum.points + points, spins: sum.spins + spins })
  }
  return [...sums].flatMap(([customer, sum]) => {
    const has = balances.get(customer)
    const isRight = has?.points === sum.points && has.spins === sum.spins
    return isRight ? [] : [`${customer} has ${JSON.stringify(has)}, not ${JSON.stringify(sum)}`]
  })
}

/** Every win was told to somebody, and no prize was won more often than there were of it. */
export function wrongPrizes(done: Entry[], { wheel }: Stored): string[] {
  const spins = done.filter(({ act }) => act.kind === 'spin').map(entry => bodyOf<SpinResult>(entry))
  return wheel.prizes.flatMap(({ id, won, stock }) => {
    const told = spins.filter(({ prize }) => prize?.id === id).length
    if (told === won && won <= (stock ?? won)) return []
    return [`prize ${id} of ${stock} was won ${won} times, and ${told} shoppers were told so`]
  })
}
