import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app'
import { mountMetrics } from '../../../api/http/metrics-page'
import { openEmbedded } from '../../../api/store/embedded'
import { openStore } from '../../../api/store/store'
import { WRITER_LIMITS } from '../../../api/store/writer'
import { createMetrics, type Metrics } from '../../../api/telemetry/metrics'
import { openTestApp, type TestApp } from '../../api/app'
import type { TestMerchant } from '../../api/merchant'
import { inTwoProcesses } from '../../api/two-processes'
import { listen } from './listening'

const TOKEN = 'metrics_of_the_tests_0123456789'
const { log, entries } = listen()

let app: TestApp
let merchant: TestMerchant
let metrics: Metrics
beforeAll(async () => {
  app = await openTestApp()
  merchant = await app.createMerchant()
})
afterAll(() => app.close())
beforeEach(() => {
  metrics = createMetrics(log)
})

/** The app as `api/node.ts` mounts it. */
function measured() {
  const measured = createApp({ ...app.platform, log, answered: metrics.answered })
  mountMetrics(measured, metrics, TOKEN)
  return measured
}

const sample = async (line: string) =>
  (await metrics.page()).split('\n').find(each => each.startsWith(`${line} `))

describe('the page of figures', () => {
  const ask = async (authorization?: string) =>
    measured().request('/metrics', { headers: authorization ? { Authorization: authorization } : {} })

  test('is for whoever has its token', async () => {
    const page = await ask(`Bearer ${TOKEN}`)
    expect(page.status).toBe(200)
    expect(page.headers.get('Content-Type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(page.headers.get('Cache-Control')).toBe('no-store')
    expect(await page.text()).toContain('nodejs_eventloop_lag_p99_seconds')
  })

  test('is for nobody else', async () => {
    const others = [
      undefined,
      'Bearer ',
      `Bearer ${TOKEN}x`,
      `Basic ${TOKEN}`,
      `Bearer ${merchant.secretKey}`,
    ]
    for (const each of [...others, `Bearer ${app.platform.adminKey}`]) {
      const page = await ask(each)
      expect([page.status, page.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
      expect(await page.text()).not.toContain('process_')
    }
  })

  test('is not there where no token is set', async () => {
    const reply = await createApp(app.platform).request('/metrics', {
      headers: { Authorization: `Bearer ${TOKEN}` },
    })
    expect(reply.status).toBe(404)
  })
})

describe('it is counted', () => {
  test('which routes are asked for, how they answer and how long that takes', async () => {
    const server = measured()
    const headers = { Authorization: `Bearer ${merchant.secretKey}` }
    for (const id of ['a', 'b']) await server.request(`/v1/orders/${id}`, { headers })
    await server.request('/v1/program', { headers })
    const count = 'laurel_http_request_duration_seconds_count'
    const orders = 'method="GET",route="/v1/orders/:externalId",status="404"'
    expect(await sample(`${count}{${orders}}`)).toBe(`${count}{${orders}} 2`)
    const program = 'method="GET",route="/v1/program",status="200"'
    expect(await sample(`${count}{${program}}`)).toBe(`${count}{${program}} 1`)
    expect(await sample('laurel_refusals_total{code="not_found"}')).toMatch(/ 2$/)
    const bucket = `laurel_http_request_duration_seconds_bucket{le="+Inf",${program}}`
    expect(await sample(bucket)).toMatch(/ 1$/)
  })

  test('how often a change is decided again', async () => {
    const change = (id: string) => () => merchant.send('POST', '/v1/customers', { externalId: id })
    const { observer } = app.store
    app.store.observer = metrics.store
    await inTwoProcesses(app, [change('twin'), change('twin')]).finally(() => {
      app.store.observer = observer
    })
    expect(await sample('laurel_commit_retries_total{because="overtaken"}')).toMatch(/ 1$/)
  })

  test('what waits to be written, what is written together and what finds no room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-metrics-'))
    const driver = await openEmbedded(`file:${join(folder, 'laurel.db')}`, metrics.store)
    metrics.watchQueue(openStore(driver).queueDepth)
    await driver.client().execute('CREATE TABLE words (word TEXT)')
    const write = () => driver.client().batch(["INSERT INTO words VALUES ('word')"], 'write')
    const writes = Array.from({ length: WRITER_LIMITS.mostWaiting + 3 }, write)
    expect(await sample('laurel_write_queue_depth')).toBe(
      `laurel_write_queue_depth ${WRITER_LIMITS.mostWaiting}`,
    )
    await Promise.allSettled(writes)
    driver.close()
    rmSync(folder, { recursive: true })
    expect(await sample('laurel_write_queue_depth')).toBe('laurel_write_queue_depth 0')
    expect(await sample('laurel_too_busy_total{because="queue_full"}')).toMatch(/ 3$/)
    expect(await sample('laurel_commit_group_size_sum')).toMatch(
      new RegExp(` ${WRITER_LIMITS.mostWaiting + 1}$`),
    )
    const groups = Math.ceil(WRITER_LIMITS.mostWaiting / WRITER_LIMITS.mostTogether) + 1
    expect(await sample('laurel_commit_group_size_count')).toMatch(new RegExp(` ${groups}$`))
  })

  test('whose journal has too many waiting, and which long reads find no room', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'laurel-metrics-'))
    const driver = await openEmbedded(`file:${join(folder, 'laurel.db')}`, metrics.store)
    const times = (length: number, each: () => Promise<unknown>) =>
      Promise.allSettled(Array.from({ length }, each))
    await times(50 + 2, async () => driver.long?.batch(['SELECT 1'], 'read'))
    await times(200 + 1, () => driver.inOrder('ada', async () => {}))
    driver.close()
    rmSync(folder, { recursive: true })
    expect(await sample('laurel_too_busy_total{because="reads_full"}')).toMatch(/ 2$/)
    expect(await sample('laurel_too_busy_total{because="journal_full"}')).toMatch(/ 1$/)
  })

  test('how often the log of the database could not be copied', async () => {
    metrics.store.couldNotCheckpoint()
    expect(await sample('laurel_failed_checkpoints_total')).toMatch(/ 1$/)
  })

  test('what could not be scrubbed, which is an error too', async () => {
    metrics.store.couldNotScrub()
    expect(await sample('laurel_failed_scrubs_total')).toMatch(/ 1$/)
    expect(entries.at(-1)).toMatchObject({ level: 'error' })
  })
})
