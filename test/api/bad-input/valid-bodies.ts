import { OPEN_WHEEL, paidOrder, type World } from './world'

const money = { amount: 6000, currency: 'GBP' }
const minimumSpend = 100
const currency = 'GBP'
const at = '2026-03-01T10:00:00+01:00'

const rewards = [
  { kind: 'percent', percent: 10, currency, minimumSpend },
  { kind: 'amount', amount: 500, currency, minimumSpend },
  { kind: 'freeShipping', currency, minimumSpend },
  { kind: 'product', sku: 'MUG', name: 'A mug', currency, minimumSpend },
  { kind: 'giftCard', amount: 500, currency, minimumSpend },
  { kind: 'pool', pool: 'partners', name: 'A partner code' },
]

const awards = [{ kind: 'points', points: 10 }, { kind: 'spins', spins: 1 }, ...rewards, { kind: 'nothing' }]

const earns = [
  { kind: 'perUnit', points: 2, per: 100, currency, rounding: 'down' },
  { kind: 'percent', percent: 2.5, currency, rounding: 'nearest' },
  { kind: 'fixed', points: 10 },
  { kind: 'spins', spins: 1 },
  ...rewards.map(reward => ({ kind: 'reward', reward, validDays: 30 })),
  { kind: 'nothing' },
]

const series = [
  { id: 'mission', goal: { count: 3, per: 'quarter' }, badge: 'star' },
  { id: 'streak', streak: { count: 7, per: 'day', freezes: 1 }, badge: 'flame' },
].map(each => ({ ...each, name: 'Keep going', on: 'check-in', earn: { kind: 'nothing' } }))

const program = {
  name: 'Laurel Club',
  pointValue: 1,
  rules: [
    ...earns.map((earn, i) => ({
      id: `rule-${i}`,
      name: 'Every purchase',
      active: true,
      on: 'order.paid',
      earn,
      pendingDays: 14,
      limit: { count: 1, per: 'day' },
      from: at,
      until: at,
      tiers: ['gold'],
      segments: ['vip'],
      minimumSpend: 0,
      exclude: {
        ...{ shipping: true, tax: true, giftCards: true, paidWithPoints: true },
        ...{ skus: ['MUG'], categories: ['sale'] },
      },
    })),
    ...series,
  ],
  campaigns: [
    {
      id: 'double',
      name: 'Double',
      multiplier: 2,
      from: at,
      until: '2026-04-01T00:00:00Z',
      rules: ['rule-0'],
      segments: ['vip'],
    },
  ],
  guests: {
    ...{ terms: '2026-11', termsUrl: 'https://shop.example/terms', marketing: true },
    ...{ perDay: 1000, perNetworkPerDay: 5 },
  },
  prompts: { perPage: 1, perSession: 1, count: 1, days: 7, nudges: ['wheel'], quietPages: ['/checkout*'] },
  lowStockAt: 10,
  stacking: 'highest',
  refunds: 'to_zero',
  expiry: { mode: 'lot', months: 12, roundTo: 'month' },
  ladder: {
    basis: 'spend',
    currency,
    period: { kind: 'calendar', startMonth: 4, startDay: 6 },
    tiers: [
      { id: 'gold', name: 'Gold', threshold: 1, multiplier: 1.5, perks: ['Free returns'], retired: false },
    ],
  },
  referral: {
    ...{ url: 'https://shop.example/', windowDays: 30, returnDays: 14, minimumSpend: 0 },
    ...{ reviewDays: 14, burst: 10 },
  },
  codePrefix: 'LAUREL',
  theme: { accent: '#1f6f54', scheme: 'auto', side: 'right', offset: 20, zIndex: 10, label: 'Rewards' },
  locales: ['en', 'cs'],
  texts: { en: { title: 'Rewards' } },
}

const programs = [
  program,
  { ...program, expiry: { mode: 'none' }, ladder: { ...program.ladder, period: { kind: 'lifetime' } } },
  {
    ...program,
    expiry: { mode: 'inactivity', months: 12 },
    ladder: { ...program.ladder, period: { kind: 'rolling', months: 12 } },
  },
]

const wheel = {
  ...OPEN_WHEEL,
  active: true,
  from: at,
  until: '2026-12-31T00:00:00Z',
  tiers: ['gold'],
  entry: { free: { count: 1, per: 'day' }, spins: true, points: 100 },
  limit: { count: 3, per: 'week' },
  budget: { currency, perDay: 10_000, total: 100_000 },
  soldOut: 'fallback',
  ...{ face: 'gift', guests: true },
  fallbackPrizeId: 'prize-0',
  prizes: awards.map((award, i) => ({
    ...{ id: `prize-${i}`, name: 'A prize', award, weight: 1, stock: 5, perDay: 2, cost: 100 },
    ...{ validDays: 30, color: '#1f6f54' },
  })),
}

const perBand = { low: 'Oh.', middle: 'Well.', high: 'Oh!' }

const surveys = [...awards, null].map(award => ({
  ...{ name: 'After an order', kind: 'nps', active: true, thanks: award, thanksValidDays: 30 },
  trigger: {
    ...{ on: 'order.delivered', delayHours: 24, pages: ['/orders/*'], sharePercent: 50 },
    ...{ tiers: ['gold'], segments: ['vip'] },
  },
  repeat: { afterAnswerDays: 90, afterDismissalDays: 30 },
  texts: {
    cs: { question: 'Jak?', lowest: 'Ne', highest: 'Ano', followUp: perBand, thanks: perBand },
  },
}))

const customer = { externalId: 'ada', email: 'ada@example.com', name: 'Ada' }
const profile = {
  ...{ email: customer.email, name: customer.name, birthday: '1990-04-30', locale: 'en-GB' },
  ...{ timeZone: 'Europe/Prague', segments: ['wholesale'] },
}

const order = {
  ...paidOrder('2001', 'ada'),
  customer,
  paidAt: at,
  lines: [
    {
      ...{ lineId: '1', sku: 'MUG', name: 'A mug', quantity: 2, amount: 5000 },
      ...{ categories: ['kitchen'], giftCard: false },
    },
  ],
  shipping: 300,
  tax: 200,
  taxIncluded: 100,
  discount: 500,
  paidWithPoints: 50,
  total: 5000,
  referral: 'k3m9qxtb2w',
  code: 'LAUREL-7K3M-9QXT-B2WF-C',
}

const refunds = [
  {
    externalId: 'r-1',
    ...{ lines: [{ lineId: '1', quantity: 1, amount: 100 }], shipping: 0, tax: 0 },
    ...{ at: '2026-03-01T11:00:00Z', reason: 'Too small' },
  },
  { externalId: 'r-2', amount: 100 },
]

const cancel = { at: '2026-03-01T11:00:00Z', reason: 'Changed their mind' }
const network = '203.0.113.7'
const use = { orderId: '3001', orderTotal: money, network }
const giveBack = { orderId: '3001', network }

const webhook = { url: 'https://shop.example/hooks', types: ['pool.low'], active: true }

const gifts = [...rewards, { kind: 'giftCard', amount: 500, currency, minimumSpend }]
const donation = { kind: 'donation', amount: 100, currency, to: 'The food bank' }
const prices = [
  { kind: 'fixed', points: 100 },
  { kind: 'choice', minimum: 100, maximum: 1000, step: 50, perPoint: 1 },
]

const items = [...gifts, donation].flatMap(gives =>
  prices
    .filter(({ kind }) => kind === 'fixed' || ['amount', 'giftCard', 'donation'].includes(gives.kind))
    .map(price => ({
      ...{ name: 'A gift', description: 'For you', image: 'https://shop.example/gift.png', active: true },
      ...{ from: at, until: '2026-12-31T00:00:00Z', price, gives, validDays: 30, stock: 5 },
      ...{ limit: { count: 1, per: 'month' }, tiers: ['gold'], segments: ['staff'], returnDays: 14 },
    })),
)

/** Bodies that are taken, with every field of every branch among them; what the document shows comes on top. */
export const VALID: Record<string, (world: World) => unknown[]> = {
  postMerchants: () => [
    {
      ...{ name: 'Laurel & Sons', mode: 'test', currency, timeZone: 'Europe/London' },
      allowedOrigins: ['https://shop.example'],
    },
  ],
  postKeys: () => [{ kind: 'publishable', name: 'Shop', allowedOrigins: ['https://shop.example'] }],
  patchKeysId: () => [{ allowedOrigins: ['https://shop.example'] }],
  postKeysIdRoll: () => [{ overlapSeconds: 60 }],
  postIdentitySecrets: () => [{}],
  putTestClock: () => [{ now: '2026-03-03T10:00:00Z' }],
  postCustomers: () => [{ externalId: 'grace', ...profile }],
  patchCustomersId: () => [profile],
  postCustomersIdAdjustments: () => [
    { points: 10, reason: 'Sorry', countsForTier: true, expiresAt: '2027-01-01T00:00:00Z' },
    { spins: 1, reason: 'Sorry' },
  ],
  postEvents: () => [{ externalId: 'e-1', customer, name: 'review.published', at }],
  postOrders: () => [order],
  postOrdersExternalIdRefunds: () => refunds,
  postOrdersExternalIdCancel: () => [cancel],
  postOrdersImport: ({ orderId }) => [
    { type: 'order', ...order },
    ...refunds.map(refund => ({ type: 'refund', orderExternalId: orderId, ...refund })),
    { type: 'cancel', orderExternalId: orderId, ...cancel },
  ],
  postReferralsVisits: ({ slug }) => [{ slug }],
  postReferralsClaims: ({ visitId }) => [{ visitId }],
  patchReferralsId: () => [{ decision: 'approved', reason: 'A family' }],
  postWheels: () => [wheel],
  putWheelsId: () => [wheel],
  postWheelsIdSimulate: () => [{ spins: 100, seed: 'laurel' }],
  postCatalogue: () => items,
  putCatalogueId: () => items,
  postMeRedemptions: ({ itemId }) => [{ itemId, points: 1 }],
  postMeRedemptionsIdReturns: () => [{}],
  postRedemptionsIdReturns: () => [{}],
  postCodesVerify: ({ code }) => [{ code, orderTotal: money, network }],
  postCodesCodeReserve: () => [{ ...use, ttlSeconds: 900 }],
  postCodesCodeRedeem: () => [use],
  postCodesCodeRelease: () => [giveBack],
  postCodesCodeRollback: () => [giveBack],
  postCodesCodeVoid: () => [{ reason: 'Sent by mistake', network }],
  postPoolsPoolCodes: () => [{ codes: ['PARTNER-1', 'PARTNER-2'] }],
  putProgram: () => programs,
  postProgramPreview: () => programs,
  postMeCheckIns: () => [{ timeZone: 'Europe/Prague' }],
  postGuests: () => [
    {
      ...{ email: 'gus@example.com', consent: { terms: '2026-11', marketing: true } },
      ...{ locale: 'cs', timeZone: 'Europe/Prague' },
    },
  ],
  postMeMerges: ({ guestToken }) => [{ guestToken }],
  postCustomersIdMerges: ({ guestId }) => [{ guestId }],
  postSurveys: () => surveys,
  putSurveysId: () => surveys,
  postSurveysIdResponses: () => [
    { responses: [{ externalId: 'r-1', at, score: 9, comment: 'Good', customer: 'ada', tierId: 'gold' }] },
  ],
  patchResponsesId: () => [{ status: 'closed', note: 'Called her' }],
  postMePrompts: ({ surveyId }) => [{ kind: 'survey', surveyId, source: 'order:1042', page: '/' }],
  postMePromptsIdDismissals: () => [{}],
  postMeResponses: ({ surveyId, promptId }) => [
    { surveyId, promptId, score: 9, comment: 'Good', page: '/', locale: 'cs', complete: true },
  ],
  postMeFeedback: () => [{ comment: 'Blue vases!', page: '/', locale: 'cs' }],
  postMeSpins: ({ wheelId, commitment }) => [{ wheelId, clientSeed: 'paper boat', commitment }],
  postWebhooks: () => [webhook],
  putWebhooksId: () => [webhook],
  postWebhooksIdSecrets: () => [{}],
  postWebhooksIdTest: () => [{}],
  postWebhooksIdDeliveriesMessageIdReplay: () => [{}],
}
