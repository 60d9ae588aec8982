import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { StoreObserver } from '../store/observer'
import type { Log } from './log'
import { onceATurn } from './once-a-turn'
import type { Answered } from './requests'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const CHANGES = [1, 2, 4, 8, 16, 32, 64]

/** What this process has done since it started, and how it is. */
export interface Metrics {
  answered(request: Answered): void
  store: StoreObserver
  /** Asks it whenever somebody reads the page. */
  watchQueue(depth: () => number | undefined): void
  contentType: string
  /** In the text format of https://prometheus.io/docs/instrumenting/exposition_formats/. */
  page(): Promise<string>
}

/** With the process itself, as `collectDefaultMetrics` of prom-client has it: CPU, memory, event loop lag, garbage collection. */
export function createMetrics(log: Log): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    ...{ name: 'laurel_http_request_duration_seconds', help: 'Requests by route, until the reply was made' },
    ...{ labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers },
  })
  const refusals = new Counter({
    ...{ name: 'laurel_refusals_total', help: 'Requests answered with a problem, by its code' },
    ...{ labelNames: ['code'], registers },
  })
  const { put: answered, handOver } = onceATurn(
    ({ method, route, status, refusal, durationMs }: Answered) => {
      requests.observe({ method, route, status }, durationMs / 1000)
      if (refusal) refusals.inc({ code: refusal })
    },
  )
  return {
    answered,
    store: countingObserver(registers, log),
    watchQueue: depth => void gaugeOf(registers, depth),
    contentType: register.contentType,
    page() {
      handOver()
      return register.metrics()
    },
  }
}

function countingObserver(registers: Registry[], log: Log): StoreObserver {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['because'], registers })
  const retries = counter('laurel_commit_retries_total', 'Changes that were decided again')
  const givenUp = counter('laurel_too_busy_total', 'Changes and reads that were given up, to be sent again')
  const scrubs = new Counter({
    ...{ name: 'laurel_failed_scrubs_total', help: 'Times the file could not be rid of what was erased' },
    registers,
  })
  const checkpoints = new Counter({
    ...{ name: 'laurel_failed_checkpoints_total', help: 'Times the log of the database could not be copied' },
    registers,
  })
  const groups = new Histogram({
    ...{ name: 'laurel_commit_group_size', help: 'Changes in one transaction' },
    ...{ buckets: CHANGES, registers },
  })
  return {
    retried: because => retries.inc({ because }),
    gaveUp: because => givenUp.inc({ because }),
    committed: changes => groups.observe(changes),
    couldNotCheckpoint: () => checkpoints.inc(),
    couldNotScrub() {
      scrubs.inc()
      log.error(
        {},
        'what was erased may be in the file still: another process holds on to it, or the disk is full',
      )
    },
  }
}

function gaugeOf(registers: Registry[], depth: () => number | undefined): Gauge {
  return new Gauge({
    ...{ name: 'laurel_write_queue_depth', help: 'Changes that wait to be written', registers },
    collect() {
      this.set(depth() ?? 0)
    },
  })
}
