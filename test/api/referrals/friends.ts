import type {
  Audit,
  ClaimResult,
  Customer,
  JournalLine,
  Me,
  Message,
  Page,
  ProgramInput,
  Referral,
  VisitResult,
} from '../../../sdk/contract'
import type { Answer, Options, TestApp } from '../app'
import type { TestMerchant } from '../merchant'

export const DAY_MS = 86_400_000
export const START = Date.parse('2026-03-02T10:00:00Z')

type Code = { code: string }

export const RULES: NonNullable<ProgramInput['rules']> = [
  { id: 'friend', name: 'Welcome, friend', on: 'referral.claimed', earn: { kind: 'fixed', points: 50 } },
  { id: 'advocate', name: 'A friend came', on: 'referral.completed', earn: { kind: 'fixed', points: 200 } },
]

/** A shop with referrals whose clock stands at {@link START}, and its ways of bringing friends. */
export interface Club {
  merchant: TestMerchant
  customer(externalId: string, profile?: object): Promise<Customer>
  visit(slug: string, network?: string): Promise<Answer<VisitResult & Code>>
  claim(externalId: string, visitId: string, network?: string): Promise<Answer<ClaimResult & Code>>
  /** Visit and claim; each from a network of its own unless one is given. */
  bring(friend: string, slug: string, network?: string): Promise<ClaimResult & { visitId: string }>
  order(externalId: string, customer: string, extra?: object): Promise<Answer<Code>>
  refund(externalId: string, amount: number): Promise<void>
  me(externalId: string): Promise<Me>
  points(externalId: string): Promise<number>
  lines(customerId: string): Promise<JournalLine[]>
  referrals(query?: string): Promise<Referral[]>
  decide(id: string, decision: string): Promise<Answer<Referral & Code>>
  /** Days after the start. */
  day(days: number): Promise<void>
  audit(): Promise<Audit>
}

let networks = 0
const elsewhere = () => `203.0.113.${networks++ % 250}:${networks}`

export async function openClub(
  app: TestApp,
  referral: Partial<NonNullable<ProgramInput['referral']>> = {},
  program: Partial<ProgramInput> = {},
): Promise<Club> {
  const merchant = await app.createMerchant()
  await merchant.setProgram({
    rules: RULES,
    referral: { url: 'https://shop.example/?from=mail', ...referral },
    ...program,
  })
  await merchant.setClock(START)
  const sent = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await merchant.send<T>(method, path, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`)
    return answer.body
  }
  const found = async (externalId: string) =>
    (await sent<Page<Customer>>('GET', `/v1/customers?externalId=${externalId}`)).data[0]?.id ?? ''
  let now = START
  const club: Club = {
    merchant,
    customer: (externalId, profile = {}) => sent('POST', '/v1/customers', { externalId, ...profile }),
    visit: (slug, network = elsewhere()) =>
      app.request('POST', `/v1/referrals/visits?key=${merchant.publishableKey}`, { body: { slug }, network }),
    claim: (externalId, visitId, network = elsewhere()) =>
      merchant.sendAs(externalId, 'POST', '/v1/referrals/claims', { visitId }, { network } as Options),
    async bring(friend, slug, network = elsewhere()) {
      const { body: visited } = await club.visit(slug, network)
      const { status, text, body } = await club.claim(friend, visited.visitId, network)
      if (status !== 201) throw new Error(text)
      return { ...body, visitId: visited.visitId }
    },
    order: (externalId, customer, extra = {}) =>
      merchant.send('POST', '/v1/orders', {
        ...{ externalId, customer: { externalId: customer }, status: 'paid', currency: 'GBP', total: 4000 },
        placedAt: new Date(now).toISOString(),
        lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 4000 }],
        ...extra,
      }),
    async refund(externalId, amount) {
      await sent('POST', `/v1/orders/${externalId}/refunds`, { externalId: `r-${externalId}`, amount })
    },
    me: async externalId => (await merchant.sendAs<Me>(externalId, 'GET', '/v1/me')).body,
    points: async externalId =>
      (await sent<Customer>('GET', `/v1/customers/${await found(externalId)}`)).points.available,
    lines: async id => (await sent<Page<JournalLine>>('GET', `/v1/customers/${id}/journal?limit=100`)).data,
    referrals: async (query = '') => (await sent<Page<Referral>>('GET', `/v1/referrals${query}`)).data,
    decide: (id, decision) => merchant.send('PATCH', `/v1/referrals/${id}`, { decision }),
    async day(days) {
      now = START + days * DAY_MS
      await merchant.setClock(now)
    },
    audit: () => sent('GET', '/v1/audit'),
  }
  return club
}

/** What the merchant's server would be told, oldest first. */
export async function toldTo({ store }: TestApp, merchantId: string): Promise<Message['type'][]> {
  const { messages } = await import('../../../api/webhooks/table')
  const { rows } = await store.read({ rows: store.db.select().from(messages) })
  return rows.filter(row => row.merchantId === merchantId).map(row => row.type)
}
