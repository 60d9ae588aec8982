import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from './server'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.clear())

function rateLimitOf(headers: Headers): { left: number; seconds: number } {
  const [, left, seconds] = /r=(\d+);t=(\d+)/.exec(headers.get('RateLimit') ?? '') ?? []
  return { left: Number(left), seconds: Number(seconds) }
}

describe('a process', () => {
  test('says in one JSON document a line what it does, up to its end, and ends well when it is asked to', async () => {
    const server = await house.start()
    await server.request('GET', '/v1/program')
    expect(await server.stop()).toBe(0)
    const lines = server
      .said()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines).toMatchObject([
      { level: 'info', message: 'listening', url: expect.stringMatching(/^http:\/\/localhost:\d+$/) },
      { level: 'warn', message: 'GET /v1/program 401', requestId: expect.stringMatching(/^req_/) },
    ])
    for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time)
  })

  test('says no more than it is asked to', async () => {
    const server = await house.start({ LOG_LEVEL: 'info' })
    await server.request('GET', '/healthz')
    await server.stop()
    expect(server.said()).not.toContain('/healthz')
  })

  test('that an error ends says so to the last line, and no bound value', () => {
    const program = `
      import { logToStdout } from './api/telemetry/log-to-stdout.ts'
      import { sayLastWords } from './api/telemetry/last-words.ts'
      sayLastWords(logToStdout('info'))
      const cause = new Error('disk is gone')
      Promise.reject(Object.assign(new Error('params: ada@example.com', { cause }), { query: '', params: [] }))`
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { encoding: 'utf8' },
    )
    expect([status, stderr]).toEqual([1, ''])
    expect(JSON.parse(stdout)).toMatchObject({ level: 'error', message: 'the process ends', error: 'Error' })
    expect(stdout).toContain('disk is gone')
    expect(stdout).not.toContain('ada@')
  })
})

describe('the page of figures', () => {
  test('is there for whoever has METRICS_TOKEN, and counts this process', async () => {
    const server = await house.start({ METRICS_TOKEN: 'metrics_of_the_tests_0123456789' })
    await server.request('GET', '/v1/program')
    expect((await server.request('GET', '/metrics')).status).toBe(401)
    const { text } = await server.request('GET', '/metrics', { key: 'metrics_of_the_tests_0123456789' })
    expect(text).toContain('laurel_refusals_total{code="unauthenticated"} 2')
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m)
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m)
  })
})

describe('behind a proxy', () => {
  /** What is left to each in turn, all in one and the same minute. */
  const leftFor = async (settings: Record<string, string>, clients: string[]): Promise<number[]> => {
    const server = await house.start(settings)
    const limits: ReturnType<typeof rateLimitOf>[] = []
    for (const client of clients) {
      const headers = { 'X-Forwarded-For': client }
      limits.push(rateLimitOf((await server.request('GET', '/v1/program', { headers })).headers))
    }
    await server.stop()
    const sameMinute = limits.every(({ seconds }) => seconds <= (limits[0]?.seconds ?? 0))
    return sameMinute ? limits.map(({ left }) => left) : leftFor(settings, clients)
  }
  const clients = ['203.0.113.7', '203.0.113.8', '198.51.100.9, 203.0.113.7']

  test('everybody has a limit of their own where TRUST_PROXY says so, whatever they write themselves', async () => {
    expect(await leftFor({ TRUST_PROXY: '1' }, clients)).toEqual([1199, 1199, 1198])
  })

  test('nobody can name another address where it does not', async () => {
    expect(await leftFor({}, clients)).toEqual([1199, 1198, 1197])
  })
})
