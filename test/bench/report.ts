import { cpus, loadavg } from 'node:os'
import { type Contest, type Figure, median, type Rounds, ratios } from './contest'
import type { Row } from './row'

/** Who else computes takes from both sides, but more from the one with two processes. */
export function machine(): string {
  const load = (loadavg()[0] ?? 0).toFixed(1)
  return `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.versions.node}, ${process.platform}, load ${load} before`
}

/** What one row came to, in a few lines. */
export function report(row: Row, contest: Contest, rounds: Rounds): string[] {
  const { asTime = false } = row
  const ratio = shownRatio(rounds, asTime ? pace : throughput)
  const byCpu = shownRatio(rounds, asTime ? computing : frugality)
  const reached = (bar: number) => (asTime ? ratio.value <= bar : ratio.value >= bar)
  return [
    '',
    `${row.name}: ${row.what}`,
    `  against ${row.against}`,
    `  ${asTime ? 'times as long' : 'ratio'} ${ratio.text}, by CPU ${byCpu.text}`,
    `  first bar ${row.firstBar} ${verdict(reached(row.firstBar))}, goal ${row.goal} ${verdict(reached(row.goal))}`,
    `  measured ${side(rounds.measured)}`,
    `  baseline ${side(rounds.baseline)}`,
    ...(contest.remarks?.() ?? []).map(remark => `  ${remark}`),
  ]
}

const throughput = (figure: Figure) => figure.perSecond
const pace = (figure: Figure) => 1 / figure.perSecond
const computing = (figure: Figure) => figure.cpuUs
const frugality = (figure: Figure) => 1 / figure.cpuUs

/** Of the medians, and between which the rounds were. */
function shownRatio(rounds: Rounds, of: (figure: Figure) => number): { value: number; text: string } {
  const value = median(rounds.measured.map(of)) / median(rounds.baseline.map(of))
  const each = ratios(rounds, of)
  return { value, text: `${shown(value)} (${shown(Math.min(...each))} … ${shown(Math.max(...each))})` }
}

const verdict = (reached: boolean): string => (reached ? '✓' : '✗')

const shown = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2)

function side(figures: Figure[]): string {
  const [first] = figures
  const of = (field: keyof Figure) => median(figures.map(figure => figure[field] ?? Number.NaN))
  const latency = first?.p50Ms === undefined ? '' : `, p50 ${of('p50Ms')} ms, p99 ${of('p99Ms')} ms`
  return `${Math.round(of('perSecond'))} a second, ${Math.round(of('cpuUs'))} µs CPU each${latency}`
}
