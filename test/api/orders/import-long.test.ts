import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportProgress, ImportReport, Key, Page } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { paidOrder } from '../bad-input/world'
import type { TestMerchant } from '../merchant'

/** A stream of an hour, in two parts that are looked up one after the other. */

const PART = 100
const HOUR_MS = 3_600_000

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const partOf = (lines: object[]) =>
  new TextEncoder().encode(lines.map(line => `${JSON.stringify(line)}\n`).join(''))
const orders = (from: number) =>
  Array.from({ length: PART }, (_, i) => ({ type: 'order', ...paidOrder(`o${from + i}`, `c${i}`) }))

async function untilTaken(): Promise<void> {
  for (let line = 0; line < PART; ) {
    const { body } = await merchant.send<Partial<ImportProgress>>('GET', '/v1/imports/long')
    line = body.line ?? 0
  }
}

/** In workerd the time comes with a request. */
async function anHourPasses(): Promise<void> {
  app.clock.now += HOUR_MS
  await app.request('GET', '/healthz')
}

/** `meanwhile` is when the first part has been taken; it says what comes then. */
async function importing(meanwhile: () => Promise<object[]>): Promise<ImportReport[]> {
  async function* parts() {
    yield partOf(orders(0))
    await untilTaken()
    yield partOf(await meanwhile())
  }
  const reply = await app.app.request('/v1/orders/import?importId=long', {
    method: 'POST',
    headers: { Authorization: `Bearer ${merchant.secretKey}`, 'Content-Type': 'application/x-ndjson' },
    body: parts(),
    duplex: 'half',
  } as object)
  const text = await reply.text()
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as ImportReport)
}

test('takes what has happened since the stream began', async () => {
  merchant = await app.createMerchant()
  const reports = await importing(async () => {
    await anHourPasses()
    const at = new Date(app.clock.now - 1000).toISOString()
    const [first, ...others] = orders(PART).map(order => ({ ...order, placedAt: at }))
    const refund = { type: 'refund', orderExternalId: 'o1', externalId: 'r1', amount: 100, at }
    return [first, refund, ...others] as object[]
  })
  expect(reports.filter(({ type }) => type === 'refused')).toEqual([])
  expect(reports.at(-1)).toMatchObject({ type: 'done', line: 2 * PART + 1, changed: 2 * PART + 1 })
})

test('takes no more once the key has expired', async () => {
  merchant = await app.createMerchant()
  const reports = await importing(async () => {
    const { body } = await merchant.send<Page<Key>>('GET', '/v1/keys')
    const id = body.data.find(({ kind }) => kind === 'secret')?.id
    await merchant.send('POST', `/v1/keys/${id}/roll`, { overlapSeconds: 60 }, { idempotencyKey: 'roll' })
    await anHourPasses()
    return orders(PART)
  })
  expect(reports.at(-1)).toMatchObject({ type: 'refused', line: PART + 1, code: 'unauthenticated' })
})
