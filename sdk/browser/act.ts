import type {
  Answer,
  AnswerInput,
  AnswerResult,
  CheckInResult,
  Feedback,
  PersonExport,
  Redeem,
  RedemptionResult,
} from '../contract'
import { type Client, endSession, sessionOf } from './client'
import { pagePath } from './page'
import { readMe } from './read'
import { randomHex } from './token'
import type { Call } from './transport'

/** Does something as the shopper, then reads what has become of them. The same key on every retry. */
async function act<T>(client: Client, call: Call): Promise<T> {
  const reply = await sessionOf(client).send<T>({ idempotencyKey: randomHex(16), ...call })
  void readMe(client)
  return reply
}

/** What a shopper can do beside spinning. */
export const acts = (client: Client) => ({
  redeem: (itemId: string, points?: number) =>
    act<RedemptionResult>(client, {
      path: '/v1/me/redemptions',
      body: { itemId, points } satisfies Redeem,
    }),

  giveBack: (redemptionId: string) =>
    act<RedemptionResult>(client, { path: `/v1/me/redemptions/${redemptionId}/returns`, body: {} }),

  checkIn: () =>
    act<CheckInResult>(client, {
      path: '/v1/me/check-ins',
      body: { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    }),

  answer: (answer: AnswerInput) =>
    act<AnswerResult>(client, { path: '/v1/me/responses', body: pageOf(answer) satisfies Partial<Answer> }),

  feedback: (comment: string) =>
    act<AnswerResult>(client, { path: '/v1/me/feedback', body: pageOf({ comment }) satisfies Feedback }),

  exportData: () => sessionOf(client).send<PersonExport>({ path: '/v1/me/export' }),

  async erase() {
    await sessionOf(client).send({ path: '/v1/me', method: 'DELETE' })
    endSession(client)
    client.drawer.clear()
    client.guest.clear()
    client.visit.clear()
  },
})

const pageOf = <T extends object>(said: T) => ({ page: pagePath(), ...said })
