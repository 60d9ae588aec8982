import fc from 'fast-check'
import { Program, type ProgramInput, WriteItem, WriteWheel } from '../../sdk/contract'
import { DAY_MS } from './calendar'

/** What a run is played under: drawn at random, then fixed for the run. */
export interface Shape {
  program: Program
  wheel: WriteWheel
  items: WriteItem[]
  pool: string[]
  zone: string
  /** Makes everything the API draws at random the same again. */
  seed: number
}

export const START = Date.parse('2026-03-02T10:00:00Z')
export const EVENT = 'review.published'
export const POOL = 'partners'
export const TERMS = '2026-11'
/** Some of one person, some that only look like it, and of two people who do not. */
export const EMAILS = [
  'ada@example.com',
  'ADA@example.com',
  'a.da+1@example.com',
  'fay@gmail.com',
  'bob@example.com',
]
/** Of customers: days of some begin a day apart, and some change their clocks. */
export const ZONES = ['Europe/Prague', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'UTC']

type RuleInput = NonNullable<ProgramInput['rules']>[number]

const rounding = fc.constantFrom('down' as const, 'nearest' as const, 'up' as const)
const pendingDays = fc.constantFrom(0, 0, 3, 14, 30, 60)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })
const limit = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  per: fc.constantFrom(
    'day' as const,
    'week' as const,
    'month' as const,
    'year' as const,
    'lifetime' as const,
  ),
})
const minimumSpend = fc.constantFrom(0, 0, 1500)
const exclude = fc.record({
  ...{ shipping: fc.boolean(), tax: fc.boolean(), giftCards: fc.boolean(), paidWithPoints: fc.boolean() },
  skus: fc.constantFrom([], ['tea']),
  categories: fc.constantFrom([], ['sale']),
})
/** Every rule has percents of its own, so that codes of one order can be told apart. */
const reward = (percent: number) =>
  fc.record({
    kind: fc.constant('percent' as const),
    percent: fc.constant(percent),
    currency: fc.constant('GBP'),
    minimumSpend: fc.constantFrom(null, 2000),
  })
const validDays = fc.constantFrom(1, 14, 60)

const perUnit = fc.record({
  kind: fc.constant('perUnit' as const),
  points: fc.integer({ min: 1, max: 5 }),
  per: fc.constantFrom(100, 100, 333),
  currency: fc.constant('GBP'),
  rounding,
})
const percent = fc.record({
  kind: fc.constant('percent' as const),
  percent: fc.integer({ min: 1, max: 800 }).map(hundredths => hundredths / 100),
  currency: fc.constant('GBP'),
  rounding,
})
const fixed = fc.record({ kind: fc.constant('fixed' as const), points: fc.integer({ min: 1, max: 60 }) })
const spins = fc.record({ kind: fc.constant('spins' as const), spins: fc.integer({ min: 1, max: 3 }) })
const code = (percent: number) =>
  fc.record({ kind: fc.constant('reward' as const), reward: reward(percent), validDays })

const rule = (
  id: string,
  on: string,
  earn: fc.Arbitrary<RuleInput['earn']>,
  more = {},
): fc.Arbitrary<RuleInput> =>
  fc
    .record({ earn, pendingDays, limit: maybe(limit), ...more })
    .map(drawn => ({ id, name: id, on, ...drawn }))

const nothing = fc.constant({ kind: 'nothing' as const })
const badge = fc.constantFrom(null, 'star' as const, 'leaf' as const)
const goal = (most: number) =>
  fc.record({
    count: fc.integer({ min: 1, max: most }),
    per: fc.constantFrom(...(['day', 'week', 'month', 'quarter', 'year', 'lifetime'] as const)),
  })
const streak = fc.record({
  count: fc.integer({ min: 2, max: 3 }),
  per: fc.constantFrom('day' as const, 'day' as const, 'week' as const),
  freezes: fc.integer({ min: 0, max: 2 }),
})
const ofSeries = (codePercent: number) => fc.oneof(fixed, spins, code(codePercent), nothing)

const ofOrders = { minimumSpend, exclude }
const members = { ...ofOrders, tiers: fc.constant(['silver', 'gold']) }

/** Every purchase earns something; the rest is there or not. */
const rules = (withTiers: boolean) =>
  fc
    .tuple(
      rule('purchase', 'order.paid', perUnit, { ...ofOrders, limit: fc.constant(null) }),
      maybe(rule('cashback', 'order.paid', percent, ofOrders)),
      maybe(rule('bonus', 'order.paid', fixed, ofOrders)),
      maybe(rule('first', 'order.first', fc.oneof(fixed, spins, code(5)), ofOrders)),
      maybe(rule('turn', 'order.paid', spins, ofOrders)),
      maybe(rule('voucher', 'order.paid', code(10), { ...ofOrders, limit })),
      maybe(rule('welcome', 'customer.created', fc.oneof(fixed, spins, code(15)))),
      maybe(rule('birthday', 'birthday', fc.oneof(fixed, spins, code(80)))),
      maybe(rule('review', EVENT, fc.oneof(fixed, spins, code(20)), { limit: maybe(limit), badge })),
      maybe(rule('buyer', 'order.paid', ofSeries(35), { goal: goal(3), badge, minimumSpend })),
      maybe(rule('regular', 'order.paid', ofSeries(40), { goal: goal(2), badge })),
      maybe(rule('critic', EVENT, ofSeries(45), { goal: goal(3), badge })),
      maybe(rule('weekly', EVENT, ofSeries(50), { streak, badge })),
      maybe(rule('daily', 'check-in', fc.oneof(fixed, spins), { limit: fc.option(limit) })),
      maybe(rule('run', 'check-in', ofSeries(55), { streak, badge })),
      maybe(rule('friend', 'referral.claimed', fc.oneof(fixed, spins, code(65)), { badge })),
      maybe(rule('advocate', 'referral.completed', fc.oneof(fixed, spins, code(70)), { badge })),
      maybe(rule('friends', 'referral.completed', ofSeries(75), { goal: goal(2), badge })),
      maybe(rule('luck', 'wheel.spun', fc.oneof(fixed, nothing), { badge })),
      maybe(rule('player', 'wheel.spun', ofSeries(60), { goal: goal(2), badge })),
      withTiers ? maybe(rule('members', 'order.paid', fixed, members)) : fc.constant(null),
    )
    .map(all => all.filter(each => each !== null))

const campaign = fc
  .record({
    from: fc.integer({ min: -30, max: 200 }),
    days: fc.integer({ min: 1, max: 90 }),
    multiplier: fc.constantFrom(1.25, 1.5, 2, 3),
    rules: fc.constantFrom([], ['purchase']),
  })
  .map(({ from, days, ...rest }) => ({
    ...rest,
    from: new Date(START + from * DAY_MS).toISOString(),
    until: new Date(START + (from + days) * DAY_MS).toISOString(),
  }))
const campaigns = fc
  .array(campaign, { maxLength: 2 })
  .map(list => list.map((each, i) => ({ id: `campaign-${i}`, name: `Campaign ${i}`, ...each })))

const expiry = fc.oneof(
  fc.constant({ mode: 'none' as const }),
  fc.record({ mode: fc.constant('inactivity' as const), months: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    mode: fc.constant('lot' as const),
    months: fc.integer({ min: 1, max: 4 }),
    roundTo: fc.constantFrom('none' as const, 'month' as const, 'quarter' as const, 'year' as const),
  }),
)

const THRESHOLDS = { points: [25, 100, 300], spend: [2000, 9000, 30_000], orders: [1, 3, 6] }
const ladder = fc
  .record({
    basis: fc.constantFrom('points' as const, 'spend' as const, 'orders' as const),
    period: fc.oneof(
      fc.constant({ kind: 'lifetime' as const }),
      fc.record({ kind: fc.constant('rolling' as const), months: fc.integer({ min: 1, max: 6 }) }),
      fc.record({
        kind: fc.constant('calendar' as const),
        startMonth: fc.integer({ min: 1, max: 12 }),
        startDay: fc.integer({ min: 1, max: 28 }),
      }),
    ),
    isOpenToAll: fc.boolean(),
    multipliers: fc.array(fc.constantFrom(1, 1.1, 1.5, 2), { minLength: 3, maxLength: 3 }),
  })
  .map(({ basis, period, isOpenToAll, multipliers }) => ({
    ...{ basis, period, currency: basis === 'spend' ? 'GBP' : null },
    tiers: ['bronze', 'silver', 'gold'].map((id, i) => ({
      ...{ id, name: id, multiplier: multipliers[i] },
      threshold: i === 0 && isOpenToAll ? 0 : (THRESHOLDS[basis][i] ?? 0),
    })),
  }))

const referral = fc.record({
  url: fc.constant('https://shop.example/'),
  ...{ windowDays: fc.constantFrom(3, 30, 400), returnDays: fc.constantFrom(0, 3, 14) },
  ...{ minimumSpend, reviewDays: fc.constantFrom(2, 14), burst: fc.constantFrom(1, 2, 10) },
})

const guests = fc.constant({
  ...{ terms: TERMS, termsUrl: 'https://shop.example/terms', perDay: 1000, perNetworkPerDay: 1000 },
})

const program = fc
  .option(ladder, { freq: 5 })
  .chain(drawn =>
    fc.record({
      ...{ name: fc.constant('Laurel Club'), ladder: fc.constant(drawn), rules: rules(drawn !== null) },
      ...{ referral: fc.option(referral, { freq: 4 }), guests: fc.option(guests, { freq: 4 }) },
      ...{ campaigns, expiry, pointValue: fc.constantFrom(1, 2, 10) },
      stacking: fc.constantFrom('highest' as const, 'multiply' as const),
      refunds: fc.constantFrom('pending_only' as const, 'to_zero' as const, 'allow_negative' as const),
    }),
  )
  .map(input => Program.parse(input))

const cap = fc.option(fc.integer({ min: 0, max: 6 }))
const prize = fc.record({
  award: fc.oneof(
    fc.record({ kind: fc.constant('points' as const), points: fc.integer({ min: 1, max: 80 }) }),
    fc.record({ kind: fc.constant('spins' as const), spins: fc.integer({ min: 1, max: 2 }) }),
    reward(25),
    fc.constant({ kind: 'nothing' as const }),
  ),
  weight: fc.integer({ min: 0, max: 10 }),
  ...{ stock: cap, perDay: cap, cost: fc.constantFrom(0, 0, 100), validDays },
})

const wheel = fc
  .record({
    prizes: fc.array(prize, { minLength: 2, maxLength: 5 }).filter(all => all.some(each => each.weight > 0)),
    free: maybe(limit),
    ...{
      guests: fc.constantFrom(true, true, false),
      spins: fc.boolean(),
      points: fc.option(fc.integer({ min: 1, max: 40 })),
    },
    limit: fc.option(limit, { freq: 3 }),
    budget: fc.option(
      fc.record({
        currency: fc.constant('GBP'),
        perDay: fc.option(fc.constant(200)),
        total: fc.option(fc.constant(600)),
      }),
    ),
    soldOut: fc.constantFrom('redistribute' as const, 'no_win' as const, 'fallback' as const),
  })
  .map(({ prizes, free, spins: bySpins, points, ...rest }) =>
    WriteWheel.parse({
      ...{ name: 'Wheel', ...rest, entry: { free, spins: bySpins, points }, fallbackPrizeId: 'prize-0' },
      prizes: prizes.map((each, i) => ({ id: `prize-${i}`, name: `Prize ${i}`, ...each })),
    }),
  )

const money = { currency: fc.constant('GBP') }
const buysMoney = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), amount: fc.constant(500), ...money }),
  fc.record({ kind: fc.constant('giftCard' as const), amount: fc.constant(500), ...money }),
)
const donation = fc.record({
  ...{ kind: fc.constant('donation' as const), amount: fc.constant(200), ...money },
  to: fc.constant('The food bank'),
})
const fixedPrice = fc.record({
  kind: fc.constant('fixed' as const),
  points: fc.integer({ min: 1, max: 25 }),
})
const choice = fc.record({
  ...{ kind: fc.constant('choice' as const), minimum: fc.integer({ min: 1, max: 10 }) },
  ...{ maximum: fc.integer({ min: 12, max: 120 }), step: fc.constantFrom(1, 5) },
  perPoint: fc.constantFrom(1, 10),
})
const item = (name: string, price: fc.Arbitrary<WriteItem['price']>, gives: fc.Arbitrary<unknown>) =>
  fc
    .record({
      ...{ price, gives, validDays, limit: fc.option(limit), returnDays: fc.constantFrom(0, 3, 30, 30) },
      stock: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 2 }),
      opensInDays: fc.constantFrom(null, null, null, 20),
      closesInDays: fc.constantFrom(null, null, null, 60),
      isForMembers: fc.constantFrom(false, false, false, true),
    })
    .map(({ opensInDays, closesInDays, isForMembers, ...rest }) =>
      WriteItem.parse({
        ...{ name, ...rest, from: daysOn(opensInDays), until: daysOn(closesInDays) },
        tiers: isForMembers ? ['silver', 'gold'] : [],
      }),
    )

const daysOn = (days: number | null) => (days === null ? null : new Date(START + days * DAY_MS).toISOString())

const items = fc.tuple(
  item('Percents', fixedPrice, reward(30)),
  item('Money', choice, buysMoney),
  item('A good cause', fc.oneof(fixedPrice, choice), donation),
  item('Partner', fixedPrice, fc.constant({ kind: 'pool', pool: POOL, name: 'Partner' })),
)
const pool = fc
  .integer({ min: 0, max: 6 })
  .map(count => Array.from({ length: count }, (_, i) => `sun-${i + 1}`))

/** Without a ladder nobody is a member. */
const forEverybody = (list: WriteItem[]) => list.map(each => ({ ...each, tiers: [] }))

export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    ...{ program, wheel, items, pool },
    zone: fc.constantFrom('UTC', 'Europe/Prague', 'America/New_York'),
    seed: fc.noShrink(fc.nat()),
  })
  .map(shape => (shape.program.ladder ? shape : { ...shape, items: forEverybody(shape.items) }))
