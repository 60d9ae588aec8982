import { expect } from 'vitest'
import type {
  Audit,
  Customer,
  Item,
  Me,
  Redemption,
  RedemptionResult,
  WriteItemInput,
} from '../../../sdk/contract'
import type { Answer } from '../app'
import type { TestMerchant } from '../merchant'

export const FIVER: WriteItemInput = {
  name: '£5 off',
  price: { kind: 'fixed', points: 100 },
  gives: { kind: 'amount', amount: 500, currency: 'GBP' },
  returnDays: 30,
}

/** A refusal or what was asked for; both can be looked at without a cast. */
export type Refusable<Body> = Answer<Body & { code: string; errors?: { path: string; message: string }[] }>

export async function createItem(merchant: TestMerchant, input: Partial<WriteItemInput> = {}): Promise<Item> {
  const { status, body, text } = await merchant.send<Item>('POST', '/v1/catalogue', { ...FIVER, ...input })
  if (status !== 201) throw new Error(text)
  return body
}

let keys = 0

/** Creates the customer where there is none and gives the points. */
export async function give(merchant: TestMerchant, externalId: string, points: number, extra: object = {}) {
  const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId })
  const path = `/v1/customers/${body.id}/adjustments`
  const gift = { points, reason: 'A gift', ...extra }
  const { status, text } = await merchant.send('POST', path, gift, { idempotencyKey: `gift-${keys++}` })
  if (status !== 201) throw new Error(text)
  return body.id
}

export const redeem = (
  merchant: TestMerchant,
  externalId: string,
  itemId: string,
  points?: number,
): Promise<Refusable<RedemptionResult>> =>
  merchant.sendAs(...([externalId, 'POST', '/v1/me/redemptions', { itemId, points }] as const), {
    idempotencyKey: `redeem-${keys++}`,
  })

/** Redeems, which has to work. */
export async function bought(merchant: TestMerchant, externalId: string, itemId: string, points?: number) {
  const { status, body, text } = await redeem(merchant, externalId, itemId, points)
  if (status !== 201) throw new Error(text)
  return body.redemption
}

export const giveBack = (
  merchant: TestMerchant,
  externalId: string,
  id: string,
): Promise<Refusable<RedemptionResult>> =>
  merchant.sendAs(externalId, 'POST', `/v1/me/redemptions/${id}/returns`, {})

export async function redemptionsOf(merchant: TestMerchant, externalId: string): Promise<Redemption[]> {
  const { body } = await merchant.sendAs<{ data: Redemption[] }>(externalId, 'GET', '/v1/me/redemptions')
  return body.data
}

export async function meOf(merchant: TestMerchant, externalId: string): Promise<Me> {
  return (await merchant.sendAs<Me>(externalId, 'GET', '/v1/me')).body
}

export async function soldOf(merchant: TestMerchant, itemId: string): Promise<number> {
  return (await merchant.send<Item>('GET', `/v1/catalogue/${itemId}`)).body.sold
}

export async function expectCleanAudit(merchant: TestMerchant): Promise<void> {
  const { body } = await merchant.send<Audit>('GET', '/v1/audit')
  expect(body.faults).toEqual([])
}
