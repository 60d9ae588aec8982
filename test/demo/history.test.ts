import { describe, expect, test } from 'vitest'
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

describe('the history', () => {
  test('is imported once, with its progress told in tenths', async () => {
    const { progress } = openHistory(lines)
    const half = Math.ceil(lines.length / 2)
    const { laurel, routes } = laurelThat(
      () => refusal(404, 'not_found'),
      () =>
        ndjson(
          { type: 'progress', line: half, ...counts },
          { type: 'refused', line: half + 1, code: 'totals_differ', detail: 'no' },
          { type: 'done', line: lines.length, ...counts, refused: 1 },
        ),
    )
    const said: string[] = []
    await importHistory(laurel, lines, progress, text => said.push(text))
    expect(routes).toEqual(['GET /v1/imports/history', 'POST /v1/orders/import?importId=history'])
    expect(progress).toEqual({ lines: lines.length, imported: lines.length, refused: 1, done: true })
    expect(said).toHaveLength(3)
  })

  test('that Laurel has is not sent again', async () => {
    const { progress } = openHistory(lines)
    const { laurel, routes } = laurelThat(() => Response.json({ line: lines.length, ...counts, done: true }))
    await importHistory(laurel, lines, progress)
    expect(routes).toHaveLength(1)
    expect(progress).toMatchObject({ imported: lines.length, done: true })
  })

  test('ends with an error when Laurel refuses it whole', async () => {
    const { laurel } = laurelThat(
      () => refusal(404, 'not_found'),
      () => refusal(401, 'unauthenticated'),
    )
    const importing = importHistory(laurel, lines, openHistory(lines).progress, () => {})
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
