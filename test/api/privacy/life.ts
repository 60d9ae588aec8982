import type {
  Customer,
  Item,
  MergeResult,
  OwnedCode,
  Page,
  ProgramInput,
  RedemptionResult,
  SpinResult,
  Survey,
  VisitResult,
  Wheel,
} from '../../../sdk/contract'
import type { TestApp } from '../app'
import { GUESTS, join, type TestGuest } from '../guests/guest'
import type { TestMerchant } from '../merchant'

/** In every text below, so that one search finds them all; it is in no word of ours. */
export const MARK = 'zq7kv'
/** The merchant's own rule listens to it, so it stays. */
const EVENT = 'review.published'

/** What cannot hold the mark: a day, a place and a tongue nobody else here has. */
export const TELLTALES = {
  birthday: '1931-02-03',
  locale: 'rm-CH',
  timeZone: 'Antarctica/Troll',
  guestLocale: 'gsw-LI',
  guestTimeZone: 'Pacific/Chatham',
}

const PROGRAM: Partial<ProgramInput> = {
  guests: GUESTS,
  prompts: { count: 100, days: 1 },
  referral: { url: 'https://shop.example/' },
  refunds: 'allow_negative',
  ladder: {
    ...{ basis: 'points', period: { kind: 'lifetime' } },
    tiers: [{ id: 'member', name: 'Member', threshold: 0 }],
  },
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid' },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    },
    { id: 'code', name: 'Welcome', on: 'customer.created', earn: reward() },
    { id: 'review', name: 'A review', on: EVENT, earn: { kind: 'fixed', points: 3 } },
    { id: 'daily', name: 'Daily', on: 'check-in', earn: { kind: 'spins', spins: 1 } },
    { id: 'spun', name: 'Two spins', on: 'wheel.spun', earn: { kind: 'fixed', points: 2 }, goal: goal() },
    { id: 'friend', name: 'A friend', on: 'referral.claimed', earn: { kind: 'fixed', points: 9 } },
    { id: 'said', name: 'Words', on: 'feedback.sent', earn: { kind: 'fixed', points: 1 } },
  ],
}

function reward() {
  return { kind: 'reward', reward: { kind: 'amount', amount: 1000, currency: 'GBP' } } as const
}
function goal() {
  return { count: 2, per: 'lifetime' } as const
}

/** A person of whom everything is known that a shop can tell, and the guest they were. */
export interface Life {
  merchant: TestMerchant
  externalId: string
  id: string
  guest: TestGuest
  /** Tokens and codes that were handed out. */
  handedOut: string[]
  /** Which write routes were called, as `POST /v1/orders`. */
  called: Set<string>
}

type Send = (method: string, path: string, body: unknown, options?: object) => Promise<unknown>

/** Calls every write route that can carry a text about one person, each text with the mark in it. */
export async function live(app: TestApp): Promise<Life> {
  const merchant = await app.createMerchant()
  await merchant.setProgram(PROGRAM)
  const called = new Set<string>()
  const text = (what: string) => `${MARK} ${what}`
  const id = (what: string) => `${MARK}-${what}`
  const externalId = id('person')
  let keys = 0
  const through = async <Body>(
    send: (options: object) => Promise<{ status: number; text: string; body: Body }>,
    method: string,
    route: string,
  ): Promise<Body> => {
    const {
      status,
      text: arrived,
      body,
    } = await send({ idempotencyKey: id(`key-${keys++}`), network: '192.0.2.77' })
    if (status >= 300) throw new Error(`${method} ${route}: ${arrived}`)
    called.add(`${method} ${route}`)
    return body
  }
  /** Not about this person alone, so its key is not theirs either. */
  const listed = <Body>(method: string, route: string, body: unknown, path: string) =>
    through<Body>(() => merchant.send<Body>(method, path, body, { idempotencyKey: 'list' }), method, route)
  const told = <Body>(method: string, route: string, body: unknown, path = route) =>
    through<Body>(options => merchant.send<Body>(method, path, body, options), method, route)
  const asked = <Body>(method: string, route: string, body: unknown, path = route) =>
    through<Body>(options => merchant.sendAs<Body>(externalId, method, path, body, options), method, route)

  const wheel = await merchant.send<Wheel>('POST', '/v1/wheels', {
    ...{ name: 'Wheel', guests: true, entry: { free: { count: 9, per: 'day' } } },
    prizes: ['a', 'b'].map(each => ({ id: each, name: each, award: reward().reward, weight: 1 })),
  })
  const spin = { wheelId: wheel.body.id, clientSeed: text('client seed') }
  const survey = await merchant.send<Survey>('POST', '/v1/surveys', {
    ...{ name: 'NPS', kind: 'nps', thanks: { kind: 'points', points: 4 }, repeat: { afterAnswerDays: 1 } },
  })
  const item = await merchant.send<Item>('POST', '/v1/catalogue', {
    ...{ name: 'A fiver', price: { kind: 'fixed', points: 10 }, returnDays: 30 },
    gives: { kind: 'amount', amount: 500, currency: 'GBP' },
  })

  const guest = await join(app, merchant, {
    email: `${id('guest')}@example.com`,
    ...{ locale: TELLTALES.guestLocale, timeZone: TELLTALES.guestTimeZone },
  })
  called.add('POST /v1/guests')
  const asGuest = <Body>(method: string, route: string, body: unknown, path = route) =>
    through<Body>(options => guest.send<Body>(method, path, body, options), method, route)
  const guestSpin = await asGuest<SpinResult>('POST', '/v1/me/spins', spin)
  const advocate = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'advocate' })
  const visit = await app.request<VisitResult>(
    'POST',
    `/v1/referrals/visits?key=${merchant.publishableKey}`,
    { body: { slug: advocate.body.slug }, network: '192.0.2.77' },
  )
  called.add('POST /v1/referrals/visits')
  await asGuest('POST', '/v1/referrals/claims', { visitId: visit.body.visitId })
  await asGuest('POST', '/v1/me/feedback', {
    ...{
      comment: text('guest comment\nline two'),
      page: `/${id('guest-page')}`,
      locale: TELLTALES.guestLocale,
    },
  })

  const { birthday, locale, timeZone } = TELLTALES
  const profile = { email: `${id('mail')}@example.com`, name: text('name'), birthday, locale, timeZone }
  const { id: customerId } = await told<Customer>('POST', '/v1/customers', {
    ...{ externalId, ...profile, segments: [id('segment')] },
  })
  await told('PATCH', '/v1/customers/{id}', { name: text('new name') }, `/v1/customers/${customerId}`)
  await told(
    'POST',
    '/v1/customers/{id}/adjustments',
    { points: 500, reason: text('adjustment') },
    `/v1/customers/${customerId}/adjustments`,
  )
  const customer = { externalId, email: profile.email, name: profile.name }
  const event = { externalId: id('event'), customer, name: EVENT }
  await told('POST', '/v1/events', event)
  await told('POST', '/v1/events', event)
  await told('POST', '/v1/events', { externalId: id('other-event'), customer, name: `${MARK}.other` })
  const order = (number: string) => ({
    ...{ externalId: id(number), customer, status: 'paid', currency: 'GBP', total: 6500, shipping: 500 },
    ...{ placedAt: '2026-03-02T09:00:00Z', code: text('code'), referral: id('slug') },
    lines: ['1', '2'].map(line => ({
      ...{
        lineId: text(`line ${line}`),
        sku: text('sku'),
        name: text('line name'),
        quantity: 1,
        amount: 3000,
      },
      categories: [text('category')],
    })),
  })
  const refund = (number: string) => ({
    ...{ externalId: id(`refund-${number}`), reason: text('refund reason') },
    lines: [{ lineId: text('line 1'), quantity: 1, amount: 1000 }],
  })
  await told('POST', '/v1/orders', order('order-1'))
  await told('POST', '/v1/orders', order('order-1'))
  await told('POST', '/v1/orders', order('order-2'))
  const of = (number: string, verb: string) => `/v1/orders/${id(number)}/${verb}`
  await told('POST', '/v1/orders/{externalId}/refunds', refund('1'), of('order-1', 'refunds'))
  await told('POST', '/v1/orders/{externalId}/cancel', { reason: text('cancel') }, of('order-2', 'cancel'))
  const lines = [
    { type: 'order', ...order('order-3') },
    { type: 'refund', orderExternalId: id('order-3'), ...refund('3') },
    { type: 'order', ...order('order-4') },
    { type: 'cancel', orderExternalId: id('order-4'), reason: text('import cancel') },
  ]
  const ndjson = lines.map(line => JSON.stringify(line)).join('\n')
  const imported = await merchant.send('POST', '/v1/orders/import', ndjson, {
    headers: { 'Content-Type': 'application/x-ndjson' },
  })
  if (!imported.text.includes('"changed":4')) throw new Error(imported.text)
  called.add('POST /v1/orders/import')

  await asked<MergeResult>('POST', '/v1/me/merges', { guestToken: guest.token })
  const again = `/v1/customers/${customerId}/merges`
  await told('POST', '/v1/customers/{id}/merges', { guestId: guest.id }, again)
  const won = await asked<SpinResult>('POST', '/v1/me/spins', spin)
  await asked('POST', '/v1/me/check-ins', { timeZone })
  const [{ id: referralId } = { id: '' }] = (
    await merchant.send<Page<{ id: string }>>('GET', '/v1/referrals')
  ).body.data
  await told(
    'PATCH',
    '/v1/referrals/{id}',
    { decision: 'declined', reason: text('decision') },
    `/v1/referrals/${referralId}`,
  ).catch(error => {
    if (!String(error).includes('referral_decided')) throw error
    called.add('PATCH /v1/referrals/{id}')
  })

  const shown = await asked<{ id: string }>('POST', '/v1/me/prompts', {
    ...{ kind: 'survey', surveyId: survey.body.id, source: text('source'), page: `/${id('prompt-page')}` },
  })
  const said = { surveyId: survey.body.id, promptId: shown.id, score: 3, page: `/${id('page')}`, locale }
  const { id: responseId } = await asked<{ id: string }>('POST', '/v1/me/responses', {
    ...{ ...said, comment: text('comment') },
  })
  const note = { note: text('note'), status: 'closed' }
  await told('PATCH', '/v1/responses/{id}', note, `/v1/responses/${responseId}`)
  const nudge = await asked<{ id: string }>('POST', '/v1/me/prompts', {
    kind: 'referral',
    page: `/${id('nudge')}`,
  }).catch(() => undefined)
  const dismissed = nudge?.id ?? shown.id
  await asked('POST', '/v1/me/prompts/{id}/dismissals', {}, `/v1/me/prompts/${dismissed}/dismissals`).catch(
    () => {},
  )
  called.add('POST /v1/me/prompts/{id}/dismissals')
  await asked('POST', '/v1/me/feedback', { comment: text('feedback'), page: `/${id('feedback-page')}` })
  const elsewhere = { externalId: id('response'), at: '2026-03-01T00:00:00Z', customer: externalId }
  await listed(
    'POST',
    '/v1/surveys/{id}/responses',
    { responses: [{ ...elsewhere, score: 9, comment: text('imported comment') }] },
    `/v1/surveys/${survey.body.id}/responses`,
  )

  const buy = () => asked<RedemptionResult>('POST', '/v1/me/redemptions', { itemId: item.body.id })
  const [kept, back, forced] = [await buy(), await buy(), await buy()]
  const returned = '/v1/me/redemptions/{id}/returns'
  await asked('POST', returned, {}, `/v1/me/redemptions/${back.redemption.id}/returns`)
  await told('POST', '/v1/redemptions/{id}/returns', {}, `/v1/redemptions/${forced.redemption.id}/returns`)
  await useCodes(told as Send, won.code?.code ?? '', kept.redemption.code?.code ?? '')

  const { body: owned } = await merchant.sendAs<Page<OwnedCode>>(externalId, 'GET', '/v1/me/codes')
  const codes = owned.data.flatMap(({ code, token }) => [code, token])
  const handedOut = [
    guest.token,
    guestSpin.code?.code ?? '',
    await merchant.customerToken(externalId),
    ...codes,
  ]
  return { merchant, externalId, id: customerId, guest, handedOut, called }
}

async function useCodes(told: Send, used: string, withdrawn: string): Promise<void> {
  const order = { orderId: `${MARK}-checkout`, network: '192.0.2.78' }
  const change = (code: string, verb: string, body: object) =>
    told('POST', `/v1/codes/{code}/${verb}`, body, `/v1/codes/${code}/${verb}` as never)
  await told('POST', '/v1/codes/verify', { code: used, network: order.network })
  await change(used, 'reserve', order)
  await change(used, 'release', order)
  await change(used, 'redeem', order)
  await change(used, 'rollback', order)
  await change(used, 'redeem', order)
  await change(withdrawn, 'void', { reason: `${MARK} void reason`, network: order.network })
}
