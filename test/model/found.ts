import { Program, type ProgramInput, WriteWheel } from '../../sdk/contract'
import { DAY_MS } from './calendar'
import type { Command } from './commands'
import { type Shape, TERMS } from './shape'

/** A disagreement that was found once and was the API's mistake. */
interface Found {
  what: string
  program: Partial<ProgramInput>
  commands: Command[]
}

type Of<Kind> = Extract<Command, { kind: Kind }>
type RuleInput = NonNullable<ProgramInput['rules']>[number]

const order: Of<'order'> = {
  ...{ kind: 'order', name: 'ada', status: 'paid', currency: 'GBP', ageMs: 0 },
  lines: [{ sku: 'tea', quantity: 1, amount: 5000, isOnSale: false, giftCard: false }],
  ...{ shipping: 0, tax: 0, taxIncluded: 0, discount: 0, paidWithPoints: 0, referrer: null },
}
const again = (which: number, change: Of<'again'>['change']): Command => ({
  ...{ kind: 'again', who: 0, which, change, scale: 50 },
})
const cancel = (which: number): Command => ({ kind: 'cancel', who: 0, which, agoMs: 0 })
const days = (count: number): Command => ({ kind: 'clock', by: { days: count } })
const born = (birthday: Of<'profile'>['birthday']): Of<'profile'> => ({
  ...{ kind: 'profile', name: 'ada', birthday, timeZone: undefined, email: null },
})
const join = (email: Of<'join'>['email']): Command => ({
  ...{ kind: 'join', email, timeZone: undefined, hasOldTerms: false },
})
const half: Command = {
  ...{ kind: 'refund', who: 0, which: 0, by: 'amount', part: 50, line: 0, repeat: 'no', agoMs: 0 },
}
const gift: Command = {
  ...{ kind: 'adjust', who: 0, unit: 'points', amount: 7, countsForTier: false },
  ...{ expiresInDays: null, isSentTwice: false },
}
const redeem: Command = {
  ...{ kind: 'code', who: 0, which: 0, verb: 'redeem', orderId: 's1', total: 5000, ttlSeconds: 60 },
}

const rule = (id: string, earn: RuleInput['earn'], more: Partial<RuleInput> = {}): RuleInput => ({
  ...{ id, name: id, on: 'order.paid', earn, ...more },
})
const perPound = { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' } as const
const fifty = { kind: 'fixed', points: 50 } as const
const once = { limit: { count: 1, per: 'lifetime' } } as const
const tenPercent = { kind: 'percent', percent: 10, currency: 'GBP' } as const
const ladder = {
  ...({ basis: 'points', period: { kind: 'lifetime' } } as const),
  tiers: [{ id: 'silver', name: 'Silver', threshold: 60 }],
}

export const FOUND: Found[] = [
  {
    what: 'an order edited after its points matured was booked at its own time',
    program: { rules: [rule('purchase', perPound, { pendingDays: 14 })], refunds: 'pending_only' },
    commands: [order, days(15), again(0, 'edit')],
  },
  {
    what: 'points whose last order was cancelled lived on until the clock moved',
    program: { rules: [rule('purchase', perPound)], expiry: { mode: 'inactivity', months: 1 } },
    commands: [order, days(20), order, days(20), cancel(1)],
  },
  {
    what: 'an order that no rule had paid was frozen again when it was edited',
    program: { rules: [rule('bonus', fifty, once)] },
    commands: [order, order, cancel(0), again(1, 'edit')],
  },
  {
    what: 'a refund lowered what another rule of the order counts from later on',
    program: { rules: [rule('purchase', perPound), rule('later', perPound, { pendingDays: 30 })], ladder },
    commands: [order, half, days(31)],
  },
  {
    what: 'a birthday was paid beyond its limit when an adjustment came upon it',
    program: { rules: [rule('birthday', fifty, { on: 'birthday', ...once })] },
    commands: [born('1990-04-30'), days(100), gift, days(365), gift],
  },
  {
    what: 'another birthday took back what the old one had brought',
    program: { rules: [rule('birthday', fifty, { on: 'birthday' })] },
    commands: [born('1990-04-30'), days(100), born('1975-12-31'), born('2000-03-03')],
  },
  {
    what: 'a limit was not seen by orders from more than a year ago',
    program: { rules: [rule('bonus', fifty, { limit: { count: 1, per: 'month' } })] },
    commands: [
      { ...order, ageMs: 400 * DAY_MS },
      { ...order, ageMs: 400 * DAY_MS },
    ],
  },
  {
    what: 'a used code was given again when its order was cancelled and completed',
    program: { rules: [rule('voucher', { kind: 'reward', reward: tenPercent })] },
    commands: [order, redeem, cancel(0), again(0, 'pay')],
  },
  {
    what: 'a visitor joined with the address of a customer in other capitals',
    program: { guests: { terms: TERMS, termsUrl: 'https://shop.example/terms' } },
    commands: [{ ...born(null), email: 'ADA@example.com' }, join('ada@example.com')],
  },
]

const wheel = WriteWheel.parse({
  name: 'Wheel',
  prizes: ['a', 'b'].map(id => ({ id, name: id, award: { kind: 'nothing' }, weight: 1 })),
})

export const shapeOf = ({ program }: Found): Shape => ({
  ...{ program: Program.parse({ name: 'Laurel Club', ...program }), wheel, zone: 'UTC', seed: 1 },
  ...{ items: [], pool: [] },
})
