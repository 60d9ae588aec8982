import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Audit, Code, OwnedCode, Page, VerifiedCode } from '../../../sdk/contract'
import type { TestMerchant } from '../../api/merchant'
import { type House, type NodeServer, openHouse } from './server'

const WRITERS = 8
const ENOUGH = 60
const TEN_OFF = { kind: 'amount', amount: 1000, currency: 'GBP' } as const

let house: House
let backups: string
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.clear())
beforeEach(({ task }) => {
  backups = join(house.folder, task.id)
  mkdirSync(backups)
})

/** `npm run backup -- <target>`, as a process of its own. */
async function backUp(target: string, url: string): Promise<{ status: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: url }
  const child = spawn(process.execPath, ['.ci/backup.mjs', target], { env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', text => {
      said += text
    })
  const [status] = await once(child, 'close')
  return { status, said }
}

/** Orders for ever, several at a time, until it is told to stop. */
function writeOn(merchant: TestMerchant) {
  const acknowledged: string[] = []
  const failures: string[] = []
  let sent = 0
  let stopped = false
  let heard = () => {}
  const writer = async () => {
    while (!stopped) {
      const order = orderOf(sent++)
      const { status, text } = await merchant.send('POST', '/v1/orders', order)
      if (status === 201) acknowledged.push(order.externalId)
      else failures.push(text)
      heard()
    }
  }
  const writers = Array.from({ length: WRITERS }, writer)
  return {
    ...{ acknowledged, failures, sent: () => sent },
    async until(count: number) {
      while (acknowledged.length < count) await new Promise<void>(resolve => (heard = resolve))
    },
    async stop() {
      stopped = true
      await Promise.all(writers)
    },
  }
}

const orderOf = (n: number) => ({
  ...{ externalId: `o-${n}`, customer: { externalId: `c-${n % 20}` }, status: 'paid', currency: 'GBP' },
  ...{ placedAt: new Date().toISOString(), total: 6000 },
  lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 6000 }],
})

async function openShop(server: NodeServer): Promise<TestMerchant> {
  const merchant = await server.createMerchant()
  const { status, text } = await merchant.send('PUT', '/v1/program', {
    name: 'Laurel Club',
    rules: [
      {
        ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
        earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
      },
      { id: 'code', name: 'Welcome', on: 'customer.created', earn: { kind: 'reward', reward: TEN_OFF } },
    ],
  })
  expect(status, text).toBe(200)
  return merchant
}

/** The same merchant on another server over the same books. */
const on = (server: NodeServer, { secretKey: key, publishableKey, customerToken }: TestMerchant) => ({
  get: <Body>(path: string) => server.request<Body>('GET', path, { key }),
  post: <Body>(path: string, body: unknown) => server.request<Body>('POST', path, { key, body }),
  codesOf: async (customer: string) =>
    server.request<Page<OwnedCode>>('GET', `/v1/me/codes?key=${publishableKey}`, {
      key: await customerToken(customer),
    }),
})

test('a backup that is made while orders come in has all that was acknowledged before, and is a shop again', async () => {
  const server = await house.start()
  const merchant = await openShop(server)
  const writing = writeOn(merchant)
  await writing.until(ENOUGH)
  const before = [...writing.acknowledged]
  const file = join(backups, 'copies', 'laurel.db')
  const { status, said } = await backUp(file, server.database)
  expect(status, said).toBe(0)
  const meanwhile = writing.acknowledged.length - before.length
  await writing.until(writing.acknowledged.length + 1)
  await writing.stop()
  expect(meanwhile).toBeGreaterThan(0)
  expect(writing.failures).toEqual([])
  expect(readdirSync(join(backups, 'copies'))).toEqual(['laurel.db'])
  expect(statSync(file).mode & 0o777).toBe(0o600)

  const original = await on(server, merchant).get<Audit>('/v1/audit')
  expect(original.body).toMatchObject({ clean: true, orders: { count: writing.sent() } })
  expect(await server.stop()).toBe(0)

  const restored = join(backups, 'laurel.db')
  copyFileSync(file, restored)
  const again = on(await house.start({ DATABASE_URL: `file:${restored}` }), merchant)
  const audit = await again.get<Audit>('/v1/audit')
  expect(audit.body).toMatchObject({ clean: true, faults: [] })
  expect(audit.body.orders.count).toBeLessThan(writing.sent())
  const found = await Promise.all(before.map(id => again.get(`/v1/orders/${id}`)))
  expect(found.map(({ status }) => status)).toEqual(before.map(() => 200))
  await goesOn(again)
})

test('a backup that is put where the file was is the shop of then, as deploy/README.md says', async () => {
  const live = join(backups, 'laurel.db')
  const settings = { DATABASE_URL: `file:${live}` }
  const server = await house.start(settings)
  const merchant = await openShop(server)
  const shop = on(server, merchant)
  const order = async (n: number) => expect((await shop.post('/v1/orders', orderOf(n))).status).toBe(201)
  for (let n = 0; n < 5; n++) await order(n)
  const then = await answersOf(shop)
  const copy = join(backups, 'copies', 'laurel.db')
  expect(await backUp(copy, server.database)).toMatchObject({ status: 0 })
  for (let n = 5; n < 25; n++) await order(n)
  const code = then.codes.data[0]?.code
  expect((await shop.post(`/v1/codes/${code}/redeem`, { orderId: 'since' })).status).toBe(200)
  expect(await answersOf(shop)).not.toEqual(then)
  await server.kill()

  mkdirSync(join(backups, 'away'))
  for (const suffix of ['', '-wal', '-shm']) {
    expect(statSync(live + suffix).size).toBeGreaterThan(0)
    renameSync(live + suffix, join(backups, 'away', `laurel.db${suffix}`))
  }
  expect(readdirSync(backups).toSorted()).toEqual(['away', 'copies'])
  copyFileSync(copy, live)
  const again = on(await house.start(settings), merchant)
  expect(await answersOf(again)).toEqual(then)
  expect(then.audit).toMatchObject({ clean: true, orders: { count: 5 } })
  expect((await again.get('/v1/orders/o-4')).status).toBe(200)
  expect((await again.get('/v1/orders/o-5')).status).toBe(404)
  await goesOn(again)
})

/** The books, and the codes of somebody. */
const answersOf = async ({ get, codesOf }: ReturnType<typeof on>) => ({
  audit: (await get<Audit>('/v1/audit')).body,
  codes: (await codesOf('c-1')).body,
})

/** Codes are sealed: they can be read with the secrets of before, and used. */
async function goesOn({ codesOf, post }: ReturnType<typeof on>): Promise<void> {
  const { body: codes } = await codesOf('c-1')
  const code = codes.data[0]?.code
  const { body: verified } = await post<VerifiedCode>('/v1/codes/verify', {
    code,
    orderTotal: { amount: 5000, currency: 'GBP' },
  })
  expect(verified).toMatchObject({ status: 'issued', redeemable: true })
  const { body: redeemed } = await post<Code>(`/v1/codes/${code}/redeem`, { orderId: 'later' })
  expect(redeemed.status).toBe('redeemed')
  expect((await post('/v1/orders', orderOf(1_000_000))).status).toBe(201)
}

describe('a backup is refused, and nothing is left behind,', () => {
  test('where something is already', async () => {
    const target = join(backups, 'laurel.db')
    writeFileSync(target, 'of yesterday')
    const server = await house.start({ DATABASE_URL: `file:${join(backups, 'live.db')}` })
    const { status, said } = await backUp(target, server.database)
    expect([status, said]).toEqual([1, `There is a ${target} already\n`])
    expect(readFileSync(target, 'utf8')).toBe('of yesterday')
    expect(existsSync(`${target}.part`)).toBe(false)
  })

  test.each([
    ['where there is no database', () => `file:${join(backups, 'none.db')}`, /^There is no .+none\.db\n$/],
    ['of a server', () => 'http://127.0.0.1:9', /^DATABASE_URL is a server/],
    ['of a file that is no database', notADatabase, /SQLITE_NOTADB/],
  ])('%s', async (_, url, why) => {
    const { status, said } = await backUp(join(backups, 'copy.db'), url())
    expect(status).toBe(1)
    expect(said).toMatch(why)
    expect(readdirSync(backups).filter(name => name !== 'notes.db')).toEqual([])
  })

  function notADatabase(): string {
    writeFileSync(join(backups, 'notes.db'), 'notes '.repeat(1000))
    return `file:${join(backups, 'notes.db')}`
  }
})
