import { desc, eq } from 'drizzle-orm'
import { SignJWT } from 'jose'
import { programs } from '../../api/merchants/table'
import type { CreatedMerchant, CreateMerchantInput, ProgramInput } from '../../sdk/contract'
import { Program } from '../../sdk/contract'
import type { Answer, Options, Served } from './app'

/** One merchant with its keys, and the ways its server and its shoppers call the API. */
export interface TestMerchant {
  id: string
  secretKey: string
  publishableKey: string
  identitySecret: string
  /** As the merchant's server: with the secret key. */
  send<Body = unknown>(method: string, path: string, body?: unknown, options?: Options): Promise<Answer<Body>>
  /** As the shopper's browser: with the publishable key and a customer token. */
  sendAs<Body = unknown>(
    externalId: string,
    method: string,
    path: string,
    body?: unknown,
    options?: Options,
  ): Promise<Answer<Body>>
  customerToken(externalId: string): Promise<string>
  /** Replaces the programme; what is left out has its default. */
  setProgram(program: Partial<ProgramInput>): Promise<void>
  /** Moves the merchant's test clock; from then on it stands still. */
  setClock(now: string | number): Promise<void>
}

/** Anything that answers as the API does: the app in this process, or one behind a socket. */
type Asked = Omit<Served, 'createMerchant'>

/** A merchant in test mode that counts in GBP and UTC, unless told otherwise. */
export async function createMerchant(
  test: Asked,
  input: Partial<CreateMerchantInput> = {},
): Promise<TestMerchant> {
  const { status, body, text } = await test.request<CreatedMerchant>('POST', '/v1/merchants', {
    key: test.platform.adminKey,
    body: { name: 'Laurel & Sons', currency: 'GBP', ...input },
  })
  if (status !== 201) throw new Error(`no merchant: ${text}`)
  const { id } = body.merchant
  const [secretKey, publishableKey] = [body.secretKey.key, body.publishableKey.key]
  const identitySecret = body.identitySecret.secret
  const customerToken = (externalId: string) =>
    signCustomerToken(id, identitySecret, externalId, test.clock.now)
  const merchant: TestMerchant = {
    ...{ id, secretKey, publishableKey, identitySecret, customerToken },
    send: (method, path, body, options) =>
      test.request(method, path, { key: secretKey, ...options, ...(body !== undefined && { body }) }),
    async sendAs(externalId, method, path, body, options) {
      const address = `${path}${path.includes('?') ? '&' : '?'}key=${publishableKey}`
      const key = await customerToken(externalId)
      return test.request(method, address, { key, ...options, ...(body !== undefined && { body }) })
    },
    setProgram: program => storeProgram(test, id, program),
    async setClock(now) {
      const moved = await merchant.send('PUT', '/v1/test-clock', { now: new Date(now).toISOString() })
      if (moved.status !== 200) throw new Error(`the clock stays: ${moved.text}`)
    },
  }
  return merchant
}

/** As a merchant's server does; lasts ten minutes unless told otherwise. */
export function signCustomerToken(
  merchantId: string,
  secret: string,
  externalId: string,
  now: number,
  lastsS = 600,
) {
  const nowSeconds = Math.floor(now / 1000)
  return new SignJWT({})
    .setProtectedHeader({ alg: 'HS256', typ: 'laurel-customer+jwt' })
    .setAudience(merchantId)
    .setSubject(externalId)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lastsS)
    .sign(new TextEncoder().encode(secret))
}

/** The next version, in force at once, past every check of the route. */
async function storeProgram({ store, clock }: Asked, merchantId: string, input: Partial<ProgramInput>) {
  const ofMerchant = eq(programs.merchantId, merchantId)
  const { rows } = await store.read({
    rows: store.db.select().from(programs).where(ofMerchant).orderBy(desc(programs.version)).limit(1),
  })
  const program = Program.parse({ name: 'Laurel Club', ...input })
  const row = {
    merchantId,
    version: (rows[0]?.version ?? 0) + 1,
    program,
    expirySince: clock.now,
    createdAt: clock.now,
  }
  await store.write([store.db.insert(programs).values(row)])
}
