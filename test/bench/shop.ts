import { catalogue } from '../../demo/backend/catalogue'
import { programOf } from '../../demo/backend/program'
import { surveys } from '../../demo/backend/surveys'
import { wheel } from '../../demo/backend/wheel'
import { createLaurelOperator, createLaurelServer, type LaurelServer } from '../../sdk/server'
import { benchSecrets } from './api'

const PLENTY = 1_000_000_000

/** A merchant, and how its server and its shoppers reach the API. */
export interface Shop {
  merchantId: string
  secretKey: string
  publishableKey: string
  identitySecret: string
  wheelId: string
}

/**
 * The demo's merchant with all it has: programme, ladder, catalogue, surveys. Only its wheel is one that a thousand
 * spins a second do not empty; its prizes are counted against stock, day and budget all the same.
 */
export async function createShop(api: string): Promise<Shop> {
  const { LAUREL_ADMIN_KEY: adminKey } = await benchSecrets()
  const created = await createLaurelOperator({ adminKey, api }).merchants.create({
    ...{ name: 'Wren & Fig', mode: 'live', currency: 'GBP', timeZone: 'Europe/London' },
    allowedOrigins: ['https://shop.bench.example'],
  })
  const keys = {
    merchantId: created.merchant.id,
    secretKey: created.secretKey.key,
    publishableKey: created.publishableKey.key,
    identitySecret: created.identitySecret.secret,
  }
  const laurel = serverOf(api, keys)
  await laurel.program.put(programOf(new Date(), 'https://shop.bench.example/'))
  for (const item of catalogue) await laurel.catalogue.create(item)
  for (const survey of surveys) await laurel.surveys.create(survey)
  const { id: wheelId } = await laurel.wheels.create({
    ...wheel,
    limit: null,
    budget: { currency: 'GBP', perDay: PLENTY },
    prizes: wheel.prizes.map(prize => ({
      ...prize,
      perDay: prize.perDay ? PLENTY : null,
      stock: prize.stock ? PLENTY : null,
    })),
  })
  return { ...keys, wheelId }
}

/** Laurel as the shop's own backend reaches it. */
export function serverOf(
  api: string,
  { secretKey, identitySecret }: Pick<Shop, 'secretKey' | 'identitySecret'>,
): LaurelServer {
  return createLaurelServer({ api, secretKey, identitySecret, timeoutMs: 120_000 })
}

/** A token for each shopper that lasts as long as tokens may. */
export async function tokensOf(api: string, shop: Shop, externalIds: string[]): Promise<string[]> {
  const laurel = serverOf(api, shop)
  return Promise.all(
    externalIds.map(externalId => laurel.signCustomerToken({ externalId, expiresInSeconds: 3600 })),
  )
}
