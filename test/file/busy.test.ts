import { LibsqlError } from '@libsql/client/web'
import Database from 'libsql'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createApp } from '../../api/app'
import type { Driver, Store } from '../../api/store/store'
import { WRITER_LIMITS } from '../../api/store/writer'
import type { Customer, Problem } from '../../sdk/contract'
import { type Answer, answerOf, openTestAppIn, type TestApp } from '../api/app'
import { openOverFile } from '../api/inside'
import type { TestMerchant } from '../api/merchant'
import { contentOf } from '../api/security/content'

let path: string
let driver: Driver
let app: TestApp
let shop: TestMerchant
beforeAll(async () => {
  const seen = (own: Driver, file: string) => {
    driver = own
    path = file
    return own
  }
  app = await openTestAppIn(clock => openOverFile(clock, seen))
})
afterAll(() => app.close())
beforeEach(async () => {
  shop = await app.createMerchant()
})

const createAda = () =>
  shop.send<Customer & Problem>(...(['POST', '/v1/customers', { externalId: 'ada' }] as const), {
    idempotencyKey: 'ada',
  })

function expectBusy({ status, headers, body }: Answer<Problem>): void {
  expect([status, body.code, body.status]).toEqual([503, 'busy', 503])
  expect(headers.get('Content-Type')).toBe('application/problem+json')
  expect(headers.get('Retry-After')).toBe('1')
}

test('a change that finds the line full is told to come back, and is made when it does', async () => {
  const before = await contentOf(app)
  const holder = new Database(path)
  holder.exec('BEGIN IMMEDIATE')
  const waiting = Array.from({ length: WRITER_LIMITS.mostWaiting }, () =>
    driver.client().batch(['DELETE FROM customers WHERE 0'], 'write'),
  )
  const refused = await createAda()
  holder.exec('COMMIT')
  holder.close()
  await Promise.all(waiting)
  expectBusy(refused)
  expect(await contentOf(app)).toEqual(before)
  expect((await createAda()).status).toBe(201)
})

test('a report that finds too many before it is told to come back', async () => {
  const before = Promise.allSettled(Array.from({ length: 100 }, () => driver.long?.batch(['SELECT 1'])))
  const refused = await shop.send<Problem>('GET', '/v1/audit')
  await before
  expectBusy(refused)
  expect((await shop.send('GET', '/v1/audit')).status).toBe(200)
})

describe('while the database is held by others,', () => {
  const fails = (code: string) => () => Promise.reject(new LibsqlError('held', code))

  test.each([
    ['overtaken', 'SQLITE_CONSTRAINT'],
    ['kept waiting', 'SQLITE_BUSY'],
  ])('a change that is %s on every try is told to come back', async (_, code) => {
    const before = await contentOf(app)
    const store = { ...app.store, write: fails(code) }
    expectBusy(await answerOver(store, '/v1/customers', '{"externalId":"ada"}'))
    expect(await contentOf(app)).toEqual(before)
  })

  test('an import that cannot be begun is told to come back', async () => {
    const store = { ...app.store, read: fails('SQLITE_BUSY') }
    expectBusy(await answerOver(store, '/v1/orders/import?importId=spring', '', 'application/x-ndjson'))
  })

  /** Of the same server, over another store. */
  async function answerOver(store: Store, address: string, body: string, type = 'application/json') {
    const headers = { Authorization: `Bearer ${shop.secretKey}`, 'Content-Type': type }
    const other = createApp({ ...app.platform, openStore: () => store })
    return answerOf<Problem>(await other.request(address, { method: 'POST', headers, body }))
  }
})
