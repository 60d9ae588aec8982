import { createLaurelOperator, createLaurelServer, LaurelError } from '../../sdk/server'
import { catalogue } from './catalogue'
import { programOf } from './program'
import { readJson, writeJson } from './records'
import { surveys } from './surveys'
import { wheel } from './wheel'

/** What the shop must remember of its merchant at Laurel; a real one keeps it in its secret store. */
export interface ShopKeys {
  merchantId: string
  publishableKey: string
  publishableKeyId: string
  secretKey: string
  identitySecret: string
  wheelId: string
  /** The history is moved to end here, the same on every start, so that importing again changes nothing. */
  historyEndAt: string
}

export interface SetUpOptions {
  api: string
  adminKey: string
  /** Pages of these may use the publishable key. */
  origins: string[]
  file: string
  now?: Date
  fetch?: typeof globalThis.fetch
}

/** The shop's merchant at Laurel: the one that is remembered, or a new one with programme and wheel. */
export async function setUp(options: SetUpOptions): Promise<ShopKeys> {
  const kept = readJson<ShopKeys | null>(options.file, null)
  if (kept && (await isKnown(kept, options))) return kept
  const keys = await createMerchant(options)
  writeJson(options.file, keys)
  return keys
}

/** False when Laurel's database was started anew; on the way it binds the key to today's origins. */
async function isKnown(keys: ShopKeys, { api, origins, fetch }: SetUpOptions): Promise<boolean> {
  const laurel = createLaurelServer({ secretKey: keys.secretKey, api, fetch })
  try {
    await laurel.keys.update(keys.publishableKeyId, { allowedOrigins: origins })
    return true
  } catch (error) {
    if (error instanceof LaurelError && error.code === 'unauthenticated') return false
    throw error
  }
}

async function createMerchant({
  api,
  adminKey,
  origins,
  fetch,
  now = new Date(),
}: SetUpOptions): Promise<ShopKeys> {
  const created = await createLaurelOperator({ adminKey, api, fetch }).merchants.create({
    name: 'Wren & Fig',
    mode: 'test',
    currency: 'GBP',
    timeZone: 'Europe/London',
    allowedOrigins: origins,
  })
  const laurel = createLaurelServer({ secretKey: created.secretKey.key, api, fetch })
  const [home = 'http://localhost:8788'] = origins
  await laurel.program.put(programOf(now, `${home}/`))
  for (const item of catalogue) await laurel.catalogue.create(item)
  for (const survey of surveys) await laurel.surveys.create(survey)
  const { id: wheelId } = await laurel.wheels.create(wheel)
  return {
    merchantId: created.merchant.id,
    publishableKey: created.publishableKey.key,
    publishableKeyId: created.publishableKey.id,
    secretKey: created.secretKey.key,
    identitySecret: created.identitySecret.secret,
    wheelId,
    historyEndAt: now.toISOString(),
  }
}
