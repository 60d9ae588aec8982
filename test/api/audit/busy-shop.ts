import type { Me, OwnedCode, Page, ProgramInput, SpinResult, Wheel } from '../../../sdk/contract'
import type { TestApp } from '../app'
import type { TestMerchant } from '../merchant'

const TEN_OFF = { kind: 'amount', amount: 1000, currency: 'GBP' } as const

const PROGRAM: Partial<ProgramInput> = {
  refunds: 'allow_negative',
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    },
    { id: 'spins', name: 'Three spins', on: 'customer.created', earn: { kind: 'spins', spins: 3 } },
    { id: 'code', name: 'Welcome', on: 'customer.created', earn: { kind: 'reward', reward: TEN_OFF } },
    { id: 'early', name: 'Early bird', on: 'check-in', earn: { kind: 'nothing' }, badge: 'leaf' },
  ],
}

/** A merchant whose books have something of everything, with one customer that has it all. */
export interface BusyShop {
  merchant: TestMerchant
  wheelId: string
  customerId: string
}

export async function openBusyShop(test: TestApp): Promise<BusyShop> {
  const merchant = await test.createMerchant()
  await merchant.setProgram(PROGRAM)
  const { body: wheel } = await merchant.send<Wheel>('POST', '/v1/wheels', {
    name: 'Wheel',
    budget: { currency: 'GBP', total: 100_000, perDay: 50_000 },
    prizes: [
      { id: 'tenner', name: '£10 off', award: TEN_OFF, weight: 1, cost: 1000, stock: 50, perDay: 20 },
      { id: 'points', name: '5 points', award: { kind: 'points', points: 5 }, weight: 1, cost: 5 },
    ],
  })
  await order(merchant, '1', 'ada', 6000)
  await order(merchant, '2', 'ada', 4000)
  await sent(merchant, '/v1/orders/1/refunds', { externalId: 'r1', amount: 2000 })
  const { body: me } = await merchant.sendAs<Me>('ada', 'GET', '/v1/me')
  const { body: found } = await merchant.send<Page<{ id: string }>>('GET', '/v1/customers?externalId=ada')
  const customerId = found.data[0]?.id ?? ''
  await sent(merchant, `/v1/customers/${customerId}/adjustments`, {
    ...{ points: -me.points.available, reason: 'Paid out' },
  })
  await spin(merchant, wheel.id)
  await spin(merchant, wheel.id)
  await useCode(merchant)
  await checkIn(merchant)
  await sent(merchant, '/v1/orders/2/cancel', {})
  await order(merchant, '3', 'bob', 700)
  return { merchant, wheelId: wheel.id, customerId }
}

async function order(merchant: TestMerchant, externalId: string, customer: string, total: number) {
  await sent(merchant, '/v1/orders', {
    ...{ externalId, customer: { externalId: customer }, status: 'paid', currency: 'GBP', total },
    placedAt: '2026-03-01T10:00:00Z',
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: total }],
  })
}

async function spin(merchant: TestMerchant, wheelId: string): Promise<void> {
  const body = { wheelId, clientSeed: 'paper boat' }
  const options = { idempotencyKey: crypto.randomUUID() }
  const { status, text } = await merchant.sendAs<SpinResult>('ada', 'POST', '/v1/me/spins', body, options)
  if (status !== 201) throw new Error(text)
}

async function checkIn(merchant: TestMerchant): Promise<void> {
  const { status, text } = await merchant.sendAs('ada', 'POST', '/v1/me/check-ins', {})
  if (status !== 201) throw new Error(text)
}

async function useCode(merchant: TestMerchant): Promise<void> {
  const { body } = await merchant.sendAs<Page<OwnedCode>>('ada', 'GET', '/v1/me/codes')
  const code = body.data[0]?.code ?? ''
  const change = (verb: string) => sent(merchant, `/v1/codes/${code}/${verb}`, { orderId: '9' })
  await change('redeem')
  await change('rollback')
  await change('redeem')
}

async function sent(merchant: TestMerchant, path: string, body: unknown): Promise<void> {
  const options = { idempotencyKey: crypto.randomUUID() }
  const { status, text } = await merchant.send('POST', path, body, options)
  if (status >= 300) throw new Error(`${path}: ${text}`)
}
