import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../demo/backend/app'
import { openHistory } from '../../demo/backend/history'
import { openRecords } from '../../demo/backend/records'
import type { Shop } from '../../demo/backend/shop'
import type { ImportLine } from '../../demo/orders/read'
import { createLaurelServer, type Reward } from '../../sdk/server'

export const identitySecret = 'an-identity-secret-of-32-characters'
export const tenPercent: Reward = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null }

/** What Laurel was asked, such as `POST /v1/orders`. */
export interface Asked {
  route: string
  body: Record<string, unknown>
}

type Answer = (body: Record<string, unknown>) => Response | object

/** Laurel as far as the shop needs it: one code, FIG-1, that lives as the contract says. */
export function fakeLaurel(reward: Reward = tenPercent) {
  const asked: Asked[] = []
  const code = { status: 'issued', orderId: null as unknown }
  const become = (status: string, orderId: unknown) => ({
    ...Object.assign(code, { status, orderId }),
    code: 'FIG-1',
  })
  const answers: Record<string, Answer> = {
    'POST /v1/customers': body => ({ id: 'cus_1', ...body }),
    'POST /v1/orders': () => ({ points: { earned: 24, clawedBack: 0, availableAt: null }, spins: 1 }),
    'POST /v1/events': () => ({ earned: { points: 25, spins: 0, rewards: 0 } }),
    'POST /v1/codes/verify': body => {
      if (body.code !== 'FIG-1') return refusal(404, 'code_not_found')
      const reason = code.status === 'issued' ? null : `code_${code.status}`
      return { code: 'FIG-1', reward, status: code.status, redeemable: reason === null, reason }
    },
    'POST /v1/codes/FIG-1/reserve': ({ orderId }) =>
      code.status === 'issued' ? become('reserved', orderId) : refusal(409, `code_${code.status}`),
    'POST /v1/codes/FIG-1/redeem': ({ orderId }) => become('redeemed', orderId),
    'POST /v1/codes/FIG-1/release': () => become('issued', null),
    'POST /v1/codes/FIG-1/rollback': () => become('issued', null),
  }
  const down = { is: false }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (down.is) throw new TypeError('fetch failed')
    const route = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : {}
    asked.push({ route, body })
    const answer = answers[route]?.(body) ?? { id: 'x' }
    return answer instanceof Response ? answer : Response.json(answer)
  }
  return { fetch, asked, answers, code, down }
}

export function refusal(status: number, code: string): Response {
  return Response.json({ title: code, status, code, requestId: 'req_1' }, { status })
}

const history: ImportLine[] = [
  {
    type: 'order',
    externalId: '536365',
    customer: { externalId: '17850' },
    status: 'paid',
    placedAt: '2026-01-05T08:26:00Z',
    currency: 'GBP',
    lines: [{ lineId: '1', sku: '85123A', name: 'Hanging Heart', quantity: 6, amount: 1530 }],
    total: 1530,
  },
  {
    type: 'refund',
    orderExternalId: '536365',
    externalId: 'C1',
    at: '2026-01-06T08:26:00Z',
    lines: [{ lineId: '1', quantity: 1, amount: 255 }],
  },
]

/** The shop over that Laurel, and a browser that keeps its cookie. */
export function openShop(laurel = fakeLaurel()) {
  const pagesDir = mkdtempSync(join(tmpdir(), 'pages-'))
  writeFileSync(join(pagesDir, 'index.html'), '<!doctype html><head><!-- laurel --></head>')
  const shop: Shop = {
    laurel: createLaurelServer({
      secretKey: `sk_test_01m7v8x4k2f9tq3r5w6y7z8abc_${'x'.repeat(43)}`,
      identitySecret,
      api: 'http://laurel.test',
      fetch: laurel.fetch,
      retries: 0,
    }),
    records: openRecords(null),
    history: openHistory(history),
    choices: [
      { kind: 'heavy', id: '17850', name: 'Customer 17850', email: null, orders: 1, spent: 1530, refunds: 1 },
    ],
    api: 'http://laurel.test',
    publishableKey: 'pk_test_1',
    pagesDir,
  }
  const app = createApp(shop)
  return { shop, app, laurel, browser: () => browserOf(app) }
}

/** Keeps the cookie from one request to the next. */
export function browserOf(app: ReturnType<typeof createApp>) {
  let cookie = ''
  return async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { cookie, 'content-type': 'application/json', origin: 'http://localhost' }
    const response = await app.request(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response
  }
}
