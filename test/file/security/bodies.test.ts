import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../../api/app'
import type { Api } from '../../../api/http/endpoint'
import { openTestApp, type TestApp } from '../../api/app'
import type { TestMerchant } from '../../api/merchant'

let app: TestApp
let merchant: TestMerchant
beforeAll(async () => {
  app = await openTestApp()
  merchant = await app.createMerchant()
})
afterAll(() => app.close())

describe('a body', () => {
  const post = (
    body: BodyInit,
    headers: Record<string, string> = {},
    to: Pick<Api, 'request'> = createApp(app.platform),
  ) =>
    to.request('/v1/customers', {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: {
        Authorization: `Bearer ${merchant.secretKey}`,
        'Content-Type': 'application/json',
        ...headers,
      },
    } as RequestInit)

  test('that is compressed is not unpacked', async () => {
    const bomb = gzipSync(`{"externalId":"${'x'.repeat(50_000_000)}"}`)
    for (const encoding of ['gzip', 'deflate', 'br', 'gzip, gzip'])
      expect((await post(bomb, { 'Content-Encoding': encoding })).status).toBe(400)
  })

  test('that says it is larger than it may be is not read', async () => {
    let read = 0
    const body = new ReadableStream(
      { pull: controller => controller.enqueue(new Uint8Array(++read)) },
      { highWaterMark: 0 },
    )
    expect((await post(body, { 'Content-Length': String(512 * 1024 + 1) })).status).toBe(413)
    expect(read).toBe(0)
  })

  test('that never ends is not waited for', async () => {
    const impatient = createApp({ ...app.platform, bodyMs: 20 })
    const body = new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode('{"a":')),
    })
    const reply = await post(body, {}, impatient)
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([408, 'request_timeout'])
  })

  test('that comes too late changes nothing any more', async () => {
    const impatient = createApp({ ...app.platform, bodyMs: 20 })
    let finish = () => {}
    const body = new ReadableStream({
      start(controller) {
        finish = () => {
          controller.enqueue(new TextEncoder().encode('{"externalId":"late"}'))
          controller.close()
        }
      },
    })
    expect((await post(body, {}, impatient)).status).toBe(408)
    finish()
    expect((await merchant.send('GET', '/v1/customers?externalId=late')).body).toMatchObject({ data: [] })
  })

  test('that breaks off is the sender’s fault', async () => {
    const body = new ReadableStream({ pull: controller => controller.error(new Error('gone')) })
    const reply = await post(body)
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([400, 'invalid_request'])
  })
})
