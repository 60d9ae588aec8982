import { createHash } from 'node:crypto'
import { startApi } from './api'
import { load } from './load'
import { keepingConnections, type Pace, paced } from './paced'
import type { Running } from './process'
import { bytesOf, copyOf } from './seed/files'
import { type Seeded, seeded } from './seed/seeded'
import { CONNECTIONS, meTraffic, mixed, spinTraffic, storefrontTraffic, type Traffic } from './traffic'

const CUSTOMERS = 10_000
const SAMPLE_S = 10
const SAMPLES_A_LINE = 6
/** Tokens last an hour. */
const SAMPLES_A_TOKEN = 300
/** Of the samples, at the start: heaps and caches fill up first. */
const WARM_UP = 0.2

const SPEED_HASHES = 20_000
const SPEED_BLOCK = Buffer.alloc(4096)

interface Sample {
  minute: number
  perSecond: number
  p50Ms: number
  p99Ms: number
  memoryMb: number
  handles: number
  fileMb: number
  /** How fast the machine itself is, in % of the beginning: where a neighbour slows it down, everything takes longer. */
  machine: number
}

/** Who is asked, and how often. */
interface Pressure extends Pick<Pace, 'rate' | 'agent'> {
  server: Running
  file: string
  speedAtFirst: number
}

/**
 * Half of what the server can do, for as long as it is asked: one request in eight spins, the others look. Nothing
 * should grow but the file, by what is written.
 */
export async function soak(minutes: number): Promise<string[]> {
  const shop = await seeded(CUSTOMERS)
  const file = copyOf(shop, 'soak')
  const server = await startApi(file)
  let traffic = await trafficOf(server, shop)
  await load(server, traffic, { seconds: SAMPLE_S })
  const peak = await load(server, traffic, { seconds: SAMPLE_S })
  const rate = Math.max(CONNECTIONS, Math.round(peak.perSecond / 2))
  console.log(
    `\nsoak: ${rate} requests a second, half of ${Math.round(peak.perSecond)}, for ${minutes} minutes`,
  )
  console.log('  minute  per second  p50 ms  p99 ms  memory MB  handles  file MB  machine %')
  // Once before, so that it is compiled.
  speed()
  const speedAtFirst = speed()
  const pressure = { server, file, rate, agent: keepingConnections(), speedAtFirst }
  const samples: Sample[] = []
  for (let at = 1; at * SAMPLE_S <= minutes * 60; at++) {
    if (at % SAMPLES_A_TOKEN === 0) traffic = await trafficOf(server, shop)
    samples.push(await sample(pressure, traffic, at))
    if (at % SAMPLES_A_LINE === 0) console.log(line(samples.slice(-SAMPLES_A_LINE)))
  }
  await server.stop()
  const anew = await minuteOnNewFile(pressure, shop)
  pressure.agent.destroy()
  return [...slopes(samples), '  a minute after it, on a new file:', anew]
}

async function trafficOf({ url }: Running, shop: Seeded): Promise<Traffic> {
  const spins = await spinTraffic(url, shop)
  const [looks, pages] = [await meTraffic(url, shop), await storefrontTraffic(url, shop)]
  return mixed([spins, looks, pages, looks, pages, looks, pages, pages])
}

/** Where a new file is as slow as the other was at last, the machine has become slower, and not the server with what it wrote. */
async function minuteOnNewFile(pressure: Pressure, shop: Seeded): Promise<string> {
  const file = copyOf(shop, 'soak-new')
  const server = await startApi(file)
  const traffic = await trafficOf(server, shop)
  await load(server, traffic, { seconds: SAMPLE_S })
  const samples: Sample[] = []
  for (let at = 1; at <= SAMPLES_A_LINE; at++)
    samples.push(await sample({ ...pressure, server, file }, traffic, at))
  await server.stop()
  return line(samples)
}

/** @param at which one it is, from 1 */
async function sample(
  { server, file, rate, agent, speedAtFirst }: Pressure,
  traffic: Traffic,
  at: number,
): Promise<Sample> {
  const { perSecond, p50Ms = 0, p99Ms = 0 } = await paced(server, traffic, { agent, seconds: SAMPLE_S, rate })
  const machine = (speed() / speedAtFirst) * 100
  return { minute: (at * SAMPLE_S) / 60, perSecond, p50Ms, p99Ms, ...heldBy(server, file), machine }
}

/** Hashes in a millisecond, while nothing is asked of the server. */
function speed(): number {
  const begun = performance.now()
  for (let hashes = 0; hashes < SPEED_HASHES; hashes++) createHash('sha256').update(SPEED_BLOCK).digest()
  return SPEED_HASHES / (performance.now() - begun)
}

const heldBy = (server: Running, file: string) => ({
  memoryMb: server.memoryBytes() / 1e6,
  handles: server.handles(),
  fileMb: bytesOf(file) / 1e6,
})

/** The worst of some samples. */
function line(samples: Sample[]): string {
  const worst = (of: keyof Sample) => Math.max(...samples.map(sample => sample[of]))
  const least = (of: keyof Sample) => Math.min(...samples.map(sample => sample[of]))
  const cells = [
    ...[
      worst('minute').toFixed(0),
      least('perSecond').toFixed(0),
      worst('p50Ms').toFixed(1),
      worst('p99Ms').toFixed(1),
    ],
    ...[worst('memoryMb').toFixed(0), worst('handles').toFixed(0), worst('fileMb').toFixed(0)],
    least('machine').toFixed(0),
  ]
  const widths = [8, 12, 8, 8, 11, 9, 9, 11]
  return cells.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('')
}

function slopes(samples: Sample[]): string[] {
  const warm = samples.slice(Math.ceil(samples.length * WARM_UP))
  const of = (field: keyof Sample) => slope(warm.map(sample => [sample.minute / 60, sample[field]]))
  const signed = (value: number, unit: string) =>
    `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} ${unit}`
  return [
    `  an hour, by least squares after the first ${WARM_UP * 100} %:`,
    `  memory ${signed(of('memoryMb'), 'MB')}, p99 ${signed(of('p99Ms'), 'ms')}, p50 ${signed(of('p50Ms'), 'ms')},`,
    `  handles ${signed(of('handles'), '')}, file ${signed(of('fileMb'), 'MB')}`,
  ]
}

/** Of the line with the least squares of distances, per unit of x. */
function slope(points: [number, number][]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}
