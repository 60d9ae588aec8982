import type { GuestSession, JoinAsGuestInput, ProgramInput } from '../../../sdk/contract'
import type { Answer, Options, TestApp } from '../app'
import type { TestMerchant } from '../merchant'

export const TERMS = '2026-11'

/** Guests are welcome, and limits are out of the way. */
export const GUESTS: NonNullable<ProgramInput['guests']> = {
  ...{ terms: TERMS, termsUrl: 'https://shop.example/terms', perDay: 1000, perNetworkPerDay: 1000 },
}

/** A shop that takes guests. */
export async function openShop(app: TestApp, program: Partial<ProgramInput> = {}): Promise<TestMerchant> {
  const merchant = await app.createMerchant()
  await merchant.setProgram({ guests: GUESTS, ...program })
  return merchant
}

/** Somebody who has joined, and the way their browser calls. */
export interface TestGuest {
  id: string
  externalId: string
  email: string
  token: string
  send<Body = unknown>(method: string, path: string, body?: unknown, options?: Options): Promise<Answer<Body>>
}

export type Problem = { code?: string }

export const joining = (
  app: Pick<TestApp, 'request'>,
  merchant: TestMerchant,
  input: Partial<JoinAsGuestInput> = {},
  options: Options = {},
) =>
  app.request<GuestSession & Problem>('POST', `/v1/guests?key=${merchant.publishableKey}`, {
    body: { email: 'gus@example.com', consent: { terms: TERMS }, ...input },
    ...options,
  })

export async function join(
  app: Pick<TestApp, 'request'>,
  merchant: TestMerchant,
  input: Partial<JoinAsGuestInput> = {},
): Promise<TestGuest> {
  const { status, body, text } = await joining(app, merchant, input)
  if (status !== 201) throw new Error(`did not join: ${text}`)
  const { token } = body
  const externalId = subjectOf(token)
  return {
    ...{ id: `cus_${externalId.slice('guest:'.length)}`, externalId, token },
    email: input.email ?? 'gus@example.com',
    send: (method, path, sent, options) =>
      app.request(method, `${path}${path.includes('?') ? '&' : '?'}key=${merchant.publishableKey}`, {
        key: token,
        ...options,
        ...(sent !== undefined && { body: sent }),
      }),
  }
}

export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

const subjectOf = (token: string) => String(claimsOf(token).sub)
