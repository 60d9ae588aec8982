import { describe, expect, test, vi } from 'vitest'
import { chooseShoppers } from '../../demo/backend/choose-shoppers'
import { importHistory, openHistory } from '../../demo/backend/history'
import { describeCustomers, readOrders } from '../../demo/orders/read'
import { createLaurelServer } from '../../sdk/server'
import { refusal } from './shop'

const lines = readOrders()
const secretKey = `sk_test_01m7v8x4k2f9tq3r5w6y7z8abc_${'x'.repeat(43)}`
const counts = { changed: 0, unchanged: 0, refused: 0 }

function laurelThat(...answers: ((route: string) => Response)[]) {
  const routes: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input))
    routes.push(`${init?.method ?? 'GET'} ${pathname}${search}`)
    return answers[routes.length - 1]?.(pathname) ?? refusal(500, 'internal')
  }
  return { routes, laurel: createLaurelServer({ secretKey, fetch, retries: 0 }) }
}

const ndjson = (...reports: object[]) =>
  new Response(reports.map(report => `${JSON.stringify(report)}\n`).join(''))

const short = lines.slice(0, 2500)

describe('the history', () => {
  test('is imported in parts, and what is refused is told', async () => {
    const { progress } = openHistory(short)
    const { laurel, routes } = laurelThat(
      () => refusal(404, 'not_found'),
      () =>
        ndjson(
          { type: 'progress', line: 100, ...counts },
          { type: 'refused', line: 101, code: 'totals_differ', detail: 'no' },
          { type: 'done', line: 2000, ...counts, refused: 1 },
        ),
      () => refusal(404, 'not_found'),
      () => ndjson({ type: 'done', line: 500, ...counts }),
    )
    const said: string[] = []
    await importHistory(laurel, short, progress, text => said.push(text))
    expect(routes).toEqual([
      'GET /v1/imports/history-2500-0',
      'POST /v1/orders/import?importId=history-2500-0',
      'GET /v1/imports/history-2500-2000',
      'POST /v1/orders/import?importId=history-2500-2000',
    ])
    expect(progress).toEqual({ lines: 2500, imported: 2500, refused: 1, done: true })
    expect(said).toEqual([
      'History: line 101 refused: no',
      'History: 2000 of 2500 lines',
      'History: 2500 of 2500 lines',
      'History: all 2500 lines are at Laurel, 1 refused',
    ])
  })

  test('that Laurel has is not sent again', async () => {
    const { progress } = openHistory(short)
    const done = () => Response.json({ line: 2000, ...counts, done: true })
    const { laurel, routes } = laurelThat(done, done)
    await importHistory(laurel, short, progress, () => {})
    expect(routes).toEqual(['GET /v1/imports/history-2500-0', 'GET /v1/imports/history-2500-2000'])
    expect(progress).toMatchObject({ imported: 2500, done: true })
  })

  test('goes on after a lost connection, with the part it was at', async () => {
    vi.useFakeTimers()
    const { progress } = openHistory(short.slice(0, 5))
    const { laurel, routes } = laurelThat(
      () => refusal(404, 'not_found'),
      () => refusal(503, 'busy'),
      () => refusal(404, 'not_found'),
      () => ndjson({ type: 'done', line: 5, ...counts }),
    )
    const importing = importHistory(laurel, short.slice(0, 5), progress, () => {})
    await vi.runAllTimersAsync()
    await importing
    vi.useRealTimers()
    expect(routes).toHaveLength(4)
    expect(progress.done).toBe(true)
  })

  test('ends with an error when Laurel refuses it whole', async () => {
    const { laurel } = laurelThat(
      () => refusal(404, 'not_found'),
      () => refusal(401, 'unauthenticated'),
    )
    const importing = importHistory(laurel, short, openHistory(short).progress, () => {})
    await expect(importing).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

test('three real customers stand for heavy, occasional and returning buyers', () => {
  const [heavy, occasional, refunds] = chooseShoppers(describeCustomers(lines))
  expect(heavy).toMatchObject({ kind: 'heavy', id: '12748' })
  expect(heavy?.orders).toBeGreaterThan(100)
  expect(occasional).toMatchObject({ kind: 'occasional', orders: 3, refunds: 0 })
  expect(refunds?.refunds).toBeGreaterThan(5)
})
