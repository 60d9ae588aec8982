import { cpus } from 'node:os'
import { type Contest, type Figure, median, type Rounds, ratios } from './contest'
import type { Row } from './row'

export const machine = (): string =>
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}`

/** What one row came to, in a few lines. */
export function report(row: Row, contest: Contest, rounds: Rounds): string[] {
  const throughput = (figure: Figure) => figure.perSecond
  const ratio = median(rounds.measured.map(throughput)) / median(rounds.baseline.map(throughput))
  const frugality = (figure: Figure) => 1 / figure.cpuUs
  const frugal = median(rounds.measured.map(frugality)) / median(rounds.baseline.map(frugality))
  return [
    '',
    `${row.name}: ${row.what}`,
    `  against ${row.against}`,
    `  ratio ${shown(ratio)} (${range(ratios(rounds, throughput))}), by CPU ${shown(frugal)} (${range(ratios(rounds, frugality))})`,
    `  first bar ${row.firstBar} ${verdict(ratio >= row.firstBar)}, goal ${row.goal} ${verdict(ratio >= row.goal)}`,
    `  measured ${side(rounds.measured)}`,
    `  baseline ${side(rounds.baseline)}`,
    ...(contest.remarks?.() ?? []).map(remark => `  ${remark}`),
  ]
}

const verdict = (reached: boolean): string => (reached ? '✓' : '✗')

const shown = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2)

const range = (values: number[]): string => `${shown(Math.min(...values))} … ${shown(Math.max(...values))}`

function side(figures: Figure[]): string {
  const [first] = figures
  const of = (field: keyof Figure) => median(figures.map(figure => figure[field] ?? Number.NaN))
  const latency = first?.p50Ms === undefined ? '' : `, p50 ${of('p50Ms')} ms, p99 ${of('p99Ms')} ms`
  return `${Math.round(of('perSecond'))} a second, ${Math.round(of('cpuUs'))} µs CPU each${latency}`
}
