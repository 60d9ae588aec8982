import type { Customer, JournalLine, OwnedCode, Page, Reward } from '../../../sdk/contract'
import type { TestApp } from '../app'
import type { TestMerchant } from '../merchant'

export const TEN_PERCENT: Reward = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null }
const MINUTE = 60_000

export interface Issued {
  shop: TestMerchant
  customer: Customer
  code: OwnedCode
  /** `POST /v1/codes/{code}/{verb}` as the merchant's server. */
  change<Body = { status: string; code: string }>(
    verb: 'reserve' | 'redeem' | 'release' | 'rollback' | 'void',
    body: Record<string, unknown>,
  ): ReturnType<typeof change<Body>>
  /** Lines about the code in its owner's journal, oldest first. */
  lines(): Promise<JournalLine[]>
  /** Moves the merchant's clock from where the test began. */
  later(minutes: number): Promise<void>
}

const change = <Body>(shop: TestMerchant, code: string, verb: string, body: Record<string, unknown>) =>
  shop.send<Body>('POST', `/v1/codes/${encodeURIComponent(code)}/${verb}`, body)

/** A merchant of its own whose only customer has been given one code, for 30 days unless told otherwise. */
export async function issueCode(
  app: TestApp,
  { reward = TEN_PERCENT, validDays = 30 }: { reward?: Reward; validDays?: number } = {},
): Promise<Issued> {
  const shop = await app.createMerchant()
  await giveToNewcomers(shop, reward, validDays)
  const { customer, code } = await newcomer(shop, 'ada')
  return {
    ...{ shop, customer, code },
    change: (verb, body) => change(shop, code.code, verb, body),
    async lines() {
      const path = `/v1/customers/${customer.id}/journal?limit=100`
      const { body } = await shop.send<Page<JournalLine>>('GET', path)
      return body.data.filter(line => line.source === `code:${code.id}`).reverse()
    },
    later: minutes => shop.setClock(app.clock.now + minutes * MINUTE),
  }
}

export function giveToNewcomers(shop: TestMerchant, reward: Reward, validDays = 30): Promise<void> {
  const earn = { kind: 'reward', reward, validDays } as const
  return shop.setProgram({
    codePrefix: 'LAUREL',
    rules: [{ id: 'welcome', name: 'Welcome', on: 'customer.created', earn }],
  })
}

/** A customer nobody has seen before, and the code it was welcomed with. */
export async function newcomer(shop: TestMerchant, externalId: string) {
  const { body: customer } = await shop.send<Customer>('POST', '/v1/customers', { externalId })
  const { body } = await shop.sendAs<Page<OwnedCode>>(externalId, 'GET', '/v1/me/codes')
  const [code] = body.data
  if (!code) throw new Error(`${externalId} was given no code: ${JSON.stringify(body)}`)
  return { customer, code }
}
