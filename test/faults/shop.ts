import { SignJWT } from 'jose'
import type {
  CreatedMerchant,
  Customer,
  Item,
  ProgramInput,
  Wheel,
  WriteItemInput,
  WriteWheelInput,
} from '../../sdk/contract'
import { ask } from './http'
import { ADMIN_KEY } from './server'

const TOKEN_S = 600
const GBP = 'GBP'
/** So few that they are soon gone, and clients compete for the last. */
const RARE = 5
export const PRICE = 20
export const REVIEW_POINTS = 5
export const CHECK_IN_POINTS = 3

const PROGRAM: ProgramInput = {
  name: 'Laurel Club',
  refunds: 'allow_negative',
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: GBP },
    },
    { id: 'spin', name: 'A spin', on: 'order.paid', earn: { kind: 'spins', spins: 1 } },
    {
      ...{ id: 'review', name: 'A review', on: 'review.published' },
      earn: { kind: 'fixed', points: REVIEW_POINTS },
    },
    {
      ...{ id: 'visit', name: 'A visit', on: 'check-in' },
      earn: { kind: 'fixed', points: CHECK_IN_POINTS },
    },
  ],
}
const WHEEL: WriteWheelInput = {
  name: 'Spring wheel',
  budget: { currency: GBP, total: 100_000_000, perDay: 100_000_000 },
  prizes: [
    {
      ...{ id: 'fiver', name: '£5 off', weight: 3, stock: 1_000_000, cost: 500 },
      award: { kind: 'amount', amount: 500, currency: GBP },
    },
    {
      ...{ id: 'rare', name: '£50 off', weight: 1, stock: RARE, cost: 5000 },
      award: { kind: 'amount', amount: 5000, currency: GBP },
    },
    { id: 'points', name: '7 points', weight: 3, award: { kind: 'points', points: 7 } },
    { id: 'nothing', name: 'Good luck next time', weight: 1, award: { kind: 'nothing' } },
  ],
}
const ITEM: WriteItemInput = {
  ...{ name: '£1 off', price: { kind: 'fixed', points: PRICE }, stock: 1_000_000 },
  gives: { kind: 'amount', amount: 100, currency: GBP },
}

/** One merchant, what it sells, and the shoppers that every client shares. */
export interface Shop {
  merchantId: string
  secretKey: string
  publishableKey: string
  wheelId: string
  itemId: string
  /** Our id by the merchant's. */
  customers: Map<string, string>
  /** A token as the merchant's server signs it at that moment, epoch ms. */
  tokenOf(externalId: string, now: number): Promise<string>
}

/** Sets a shop up over a server that is well. */
export async function openShop(url: string, shoppers: number): Promise<Shop> {
  const merchant = await ask<CreatedMerchant>(`${url}/v1/merchants`, {
    ...{ bearer: ADMIN_KEY, body: { name: 'Laurel & Sons', currency: GBP, mode: 'live' } },
  })
  const bearer = merchant.secretKey.key
  const post = <T>(path: string, body: unknown) => ask<T>(`${url}${path}`, { bearer, body })
  await ask(`${url}/v1/program`, { method: 'PUT', bearer, body: PROGRAM })
  const wheel = await post<Wheel>('/v1/wheels', WHEEL)
  const item = await post<Item>('/v1/catalogue', ITEM)
  const shop: Shop = {
    merchantId: merchant.merchant.id,
    ...{ secretKey: bearer, publishableKey: merchant.publishableKey.key },
    ...{ wheelId: wheel.id, itemId: item.id, customers: new Map() },
    tokenOf: (externalId, now) => tokenOf(merchant, externalId, now),
  }
  for (let count = 1; count <= shoppers; count++) {
    const externalId = `shopper-${count}`
    const { id } = await post<Customer>('/v1/customers', { externalId })
    shop.customers.set(externalId, id)
  }
  return shop
}

function tokenOf({ merchant, identitySecret }: CreatedMerchant, externalId: string, now: number) {
  const nowSeconds = Math.floor(now / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'laurel-customer+jwt' })
    .setAudience(merchant.id)
    .setSubject(externalId)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + TOKEN_S)
    .sign(new TextEncoder().encode(identitySecret.secret))
}
