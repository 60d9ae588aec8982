import type { Audit, JournalLine, Me, Page, ProgramInput } from '../../../sdk/contract'
import type { TestApp } from '../app'
import type { TestMerchant } from '../merchant'

type RuleInput = NonNullable<ProgramInput['rules']>[number]

/** One merchant on a clock of its own, and Ada, who shops there. */
export interface Club {
  merchant: TestMerchant
  /** A paid order of Ada's, GBP 10 unless told otherwise; returns its number. */
  buy(day: string, total?: number): Promise<string>
  /** The whole of it, or an amount in minor units. */
  refund(order: string, amount?: number): Promise<void>
  cancel(order: string): Promise<void>
  event(name: string, at?: string): Promise<{ points: number; spins: number; rewards: number }>
  /** Takes points from Ada by hand. */
  spend(points: number): Promise<void>
  me(): Promise<Me>
  /** Newest first. */
  lines(): Promise<JournalLine[]>
  faults(): Promise<Audit['faults']>
}

let sent = 0

/** Opens on 1 July 2026 with these rules. */
export async function openClub(
  app: TestApp,
  rules: RuleInput[],
  program: Partial<ProgramInput> = {},
): Promise<Club> {
  const merchant = await app.createMerchant()
  await merchant.setProgram({ ...program, rules })
  await merchant.setClock('2026-07-01T00:00:00Z')
  const post = async <Body>(path: string, body: unknown): Promise<Body> => {
    const answer = await merchant.send<Body>('POST', path, body, { idempotencyKey: `club-${sent++}` })
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`)
    return answer.body
  }
  const { id } = await post<{ id: string }>('/v1/customers', { externalId: 'ada' })
  const customer = { externalId: 'ada' }
  return {
    merchant,
    async buy(placedAt, total = 1000) {
      const externalId = `${sent++}`
      const lines = [{ lineId: '1', sku: 'vase', quantity: 1, amount: total }]
      const order = { externalId, customer, placedAt, status: 'paid', currency: 'GBP', total, lines }
      await post('/v1/orders', order)
      return externalId
    },
    refund: (order, amount = 1000) =>
      post(`/v1/orders/${order}/refunds`, { externalId: `r-${sent++}`, amount }),
    cancel: order => post(`/v1/orders/${order}/cancel`, {}),
    async event(name, at) {
      const body = { externalId: `e-${sent++}`, customer, name, at }
      return (await post<{ earned: { points: number; spins: number; rewards: number } }>('/v1/events', body))
        .earned
    },
    spend: points =>
      post(`/v1/customers/${id}/adjustments`, { points: -points, reason: 'Spent in the shop' }),
    me: async () => (await merchant.sendAs<Me>('ada', 'GET', '/v1/me')).body,
    lines: async () =>
      (await merchant.send<Page<JournalLine>>('GET', `/v1/customers/${id}/journal?limit=100`)).body.data,
    faults: async () => (await merchant.send<Audit>('GET', '/v1/audit')).body.faults,
  }
}
