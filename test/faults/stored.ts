import type { Audit, Code, Customer, JournalLine, Order, Page, Wheel } from '../../sdk/contract'
import type { Line } from './acts/act'
import { ask, find } from './http'
import type { Shop } from './shop'

const AT_ONCE = 6

/** What the server has of customers who are not erased, as anybody with the secret key can see it. */
export interface Stored {
  lines: Line[]
  /** Points that are there or will be, and spins, by the merchant's id of the customer. */
  balances: Map<string, { points: number; spins: number }>
  audit: Audit
  wheel: Wheel
}

export async function readStored(url: string, shop: Shop): Promise<Stored> {
  const get = reader(url, shop)
  const customers = (await pages<Customer>(get, '/v1/customers')).filter(
    ({ externalId }) => !isErased(externalId),
  )
  const journals = await each(customers, async ({ id, externalId }) => {
    const lines = await pages<JournalLine>(get, `/v1/customers/${id}/journal`)
    return lines.map(line => asLine(externalId, line))
  })
  return {
    lines: journals.flat(),
    balances: new Map(customers.map(({ externalId, points, spins }) => [externalId, sum(points, spins)])),
    audit: await get('/v1/audit'),
    wheel: await get(`/v1/wheels/${shop.wheelId}`),
  }
}

/** What an erasure leaves of a customer, and of what they did. */
const isErased = (externalId: string) => externalId.startsWith('erased:')

/** Each as it is stored; undefined where there is none. */
export const readOrders = (url: string, shop: Shop, externalIds: string[]) =>
  each(externalIds, externalId =>
    find<Order>(`${url}/v1/orders/${externalId}`, { method: 'GET', bearer: shop.secretKey }),
  )

/** How each code stands now; undefined where there is none. */
export const readCodes = (url: string, shop: Shop, codes: { code: string }[]) =>
  each(codes, ({ code }) => find<Code>(`${url}/v1/codes/verify`, { bearer: shop.secretKey, body: { code } }))

/** Does it to all of them, some at a time. */
export async function each<T, R>(list: readonly T[], work: (item: T, index: number) => Promise<R>) {
  const done = new Array<R>(list.length)
  const rest = list.entries()
  const worker = async () => {
    for (const [index, item] of rest) done[index] = await work(item, index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return done
}

type Get = <T>(path: string) => Promise<T>

const reader =
  (url: string, shop: Shop): Get =>
  path =>
    ask(`${url}${path}`, { method: 'GET', bearer: shop.secretKey })

async function pages<T>(get: Get, path: string): Promise<T[]> {
  const found: T[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`
    const page: Page<T> = await get(`${path}?limit=100${from}`)
    found.push(...page.data)
    cursor = page.nextCursor
  }
  return found
}

const sum = ({ available, pending }: Customer['points'], spins: number) => ({
  points: available + pending,
  spins,
})

function asLine(customer: string, { kind, source, points, spins, note }: JournalLine): Line {
  return { customer, kind, source, points, spins, why: note.order ?? note.name ?? '' }
}
