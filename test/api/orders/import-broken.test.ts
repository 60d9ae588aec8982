import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'
import { paidOrder } from '../bad-input/world'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const lineOf = (externalId: string) =>
  `${JSON.stringify({ type: 'order', ...paidOrder(externalId, 'ada') })}\n`

async function importing(...parts: (string | Uint8Array<ArrayBuffer>)[]) {
  const shop = await app.createMerchant()
  const answer = await app.app.request('/v1/orders/import', {
    method: 'POST',
    headers: { Authorization: `Bearer ${shop.secretKey}`, 'Content-Type': 'application/x-ndjson' },
    body: new Blob(parts),
  })
  const reports: { type: string }[] = (await answer.text())
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
  const { status } = await shop.send('GET', '/v1/orders/1')
  return { reports, status }
}

test('says that a stream is not UTF-8, after what came before it', async () => {
  const { reports, status } = await importing(lineOf('1'), new Uint8Array([0xff, 0xfe, 0x0a]), lineOf('2'))
  expect(reports.at(-1)).toMatchObject({ type: 'refused', code: 'invalid_json' })
  expect([200, 404]).toContain(status)
})

test('says that a line has no end, after what came before it', async () => {
  const { reports, status } = await importing(lineOf('1'), 'x'.repeat(2 * 1024 * 1024))
  expect(reports.at(-1)).toMatchObject({ type: 'refused', code: 'body_too_large' })
  expect(status).toBe(200)
})

test('refuses a line that is too long, and takes the others', async () => {
  const { reports, status } = await importing(`${'x'.repeat(300 * 1024)}\n`, lineOf('1'))
  expect(reports).toMatchObject([
    { type: 'refused', line: 1, code: 'body_too_large' },
    { type: 'progress', line: 2 },
    { type: 'done', changed: 1, refused: 1 },
  ])
  expect(status).toBe(200)
})

test('looks up fewer lines together where they are long', async () => {
  const long = lineOf('1').replace('{', `{${' '.repeat(200 * 1024)}`)
  const { reports } = await importing(...Array<string>(12).fill(long))
  expect(reports.filter(({ type }) => type === 'progress')).toMatchObject([{ line: 6 }, { line: 12 }])
  expect(reports.at(-1)).toMatchObject({ type: 'done', changed: 1, unchanged: 11 })
})

test('refuses a broken line and takes the others', async () => {
  const { reports, status } = await importing('{"type":"order"\n', '\n', 'null\n', '[]\n', lineOf('1'))
  expect(reports.filter(({ type }) => type === 'refused')).toMatchObject([
    { line: 1, code: 'invalid_json' },
    { line: 3, code: 'invalid_request' },
    { line: 4, code: 'invalid_request' },
  ])
  expect(reports.at(-1)).toMatchObject({ type: 'done', changed: 1, refused: 3 })
  expect(status).toBe(200)
})
