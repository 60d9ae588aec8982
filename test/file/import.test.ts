import { afterAll, beforeAll, expect, test } from 'vitest'
import { readOrders } from '../../demo/orders/read'
import type { Audit, CreatedMerchant, Customer, ImportReport, ProgramInput } from '../../sdk/contract'
import { newServer, type Server } from './server'

/**
 * Real orders and their refunds, by default the first 3,000 of them. `LAUREL_IMPORT=year` takes all: 18,536 invoices
 * of 4,339 customers, GBP 8,911,407.90, which takes minutes.
 */
const orders = readOrders().slice(0, process.env.LAUREL_IMPORT === 'year' ? undefined : 3000)
const lines = orders.map(line => JSON.stringify(line))
const sent = orders.filter(line => line.type === 'order')
const refunded = orders.flatMap(line => (line.type === 'refund' ? (line.lines ?? []) : []))
const EXPECTED = {
  count: sent.length,
  total: sent.reduce((sum, { total }) => sum + total, 0),
  refunded: refunded.reduce((sum, { amount }) => sum + amount, 0),
}
const CUSTOMERS = new Set(sent.map(({ customer }) => customer.externalId)).size
const KILL_AT = 0.4
/** Three imports, two of them at the same time. */
const MINUTES = 900_000

const PROGRAM: ProgramInput = {
  name: 'Laurel Club',
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid', pendingDays: 14 },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    },
    { id: 'spin', name: 'A spin', on: 'order.paid', earn: { kind: 'spins', spins: 1 }, minimumSpend: 10_000 },
    { id: 'hello', name: 'Welcome', on: 'customer.created', earn: { kind: 'fixed', points: 50 } },
  ],
  refunds: 'allow_negative',
  expiry: { mode: 'inactivity', months: 6 },
  ladder: {
    ...{ basis: 'spend', currency: 'GBP', period: { kind: 'rolling', months: 3 } },
    tiers: [
      { id: 'silver', name: 'Silver', threshold: 50_000, multiplier: 1.25 },
      { id: 'gold', name: 'Gold', threshold: 200_000, multiplier: 1.5 },
    ],
  },
}

interface Shop {
  server: Server
  secretKey: string
}

let whole: Shop
let killed: Shop
beforeAll(async () => {
  whole = await newShop()
  killed = await newShop()
})
afterAll(async () => {
  await whole.server.remove()
  await killed.server.remove()
})

test(
  'imports real orders the same, killed in the middle or not, and twice changes nothing',
  async () => {
    const [done] = await Promise.all([importAll(whole), importKilled(killed)])
    expect(done).toEqual({
      type: 'done',
      line: lines.length,
      changed: lines.length,
      unchanged: 0,
      refused: 0,
    })
    const audit = await get<Audit>(whole, '/v1/audit')
    expect(audit.faults).toEqual([])
    expect(audit.customers).toBe(CUSTOMERS)
    expect(audit.orders).toMatchObject(EXPECTED)
    expect(await get<Audit>(killed, '/v1/audit')).toEqual(audit)
    expect(await balancesOf(killed)).toEqual(await balancesOf(whole))
    const again = await importAll(whole)
    expect(again).toMatchObject({ changed: 0, unchanged: lines.length, refused: 0 })
    expect(await get<Audit>(whole, '/v1/audit')).toEqual(audit)
  },
  MINUTES,
)

async function newShop(): Promise<Shop> {
  const server = await newServer()
  await server.start()
  const merchant = { name: 'A gift shop', currency: 'GBP', timeZone: 'Europe/London' }
  const created = await send<CreatedMerchant>(server, server.adminKey, 'POST', '/v1/merchants', merchant)
  const shop = { server, secretKey: created.secretKey.key }
  await send(server, shop.secretKey, 'PUT', '/v1/program', PROGRAM)
  return shop
}

async function importKilled(shop: Shop): Promise<void> {
  const cut = importAll(shop, async report => {
    if (report.type === 'progress' && report.line > lines.length * KILL_AT) await shop.server.kill()
  })
  await expect(cut).rejects.toThrow()
  await shop.server.start()
  const resumed = await importAll(shop)
  expect(resumed).toMatchObject({ line: lines.length, refused: 0 })
  expect(resumed.type === 'done' && resumed.unchanged).toBeGreaterThan(lines.length * KILL_AT)
}

async function importAll(
  { server, secretKey }: Shop,
  seen = async (_: ImportReport) => {},
): Promise<ImportReport> {
  const reply = await fetch(`${server.url}/v1/orders/import?importId=year`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/x-ndjson' },
    body: lines.join('\n'),
  })
  let last: ImportReport | undefined
  let rest = ''
  for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const reports = (rest + chunk).split('\n')
    rest = reports.pop() ?? ''
    for (const report of reports) {
      last = JSON.parse(report) as ImportReport
      await seen(last)
    }
  }
  if (last?.type !== 'done')
    throw new Error(`the import ended early: ${reply.status} ${JSON.stringify(last)}`)
  return last
}

/** By the merchant's own ids, since ours are random. */
async function balancesOf(shop: Shop): Promise<Record<string, unknown>> {
  const balances: Record<string, unknown> = {}
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`
    const page: { data: Customer[]; nextCursor: string | null } = await get(
      shop,
      `/v1/customers?limit=100${query}`,
    )
    for (const { externalId, points, spins, tierId } of page.data)
      balances[externalId] = { points, spins, tierId }
    cursor = page.nextCursor
  }
  return balances
}

const get = <T>({ server, secretKey }: Shop, path: string) => send<T>(server, secretKey, 'GET', path)

async function send<T>(
  server: Server,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const reply = await fetch(server.url + path, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${answer}`)
  return JSON.parse(answer) as T
}
