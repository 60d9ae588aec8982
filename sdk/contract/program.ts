import { z } from 'zod'
import { Reward } from './award'
import {
  AmountMinor,
  Currency,
  GoalPeriod,
  Instant,
  Limit,
  Locale,
  PagePath,
  PositivePoints,
  Slug,
  Text,
  WebAddress,
} from './primitives'

const Rounding = z.enum(['down', 'nearest', 'up'])
const Multiplier = z.number().min(1).max(100).multipleOf(0.01).meta({ example: 1.5 })

/** What one fact earns. `perUnit` and `percent` need an order. */
export const Earn = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('perUnit'),
      points: PositivePoints,
      per: AmountMinor.min(1).meta({ description: 'Minor units: 100 is one pound', example: 100 }),
      currency: Currency,
      rounding: Rounding.default('down'),
    }),
    z.strictObject({
      kind: z.literal('percent'),
      percent: z
        .number()
        .min(0.01)
        .max(100)
        .multipleOf(0.01)
        .meta({ description: 'Of the eligible amount, paid in points of `pointValue`' }),
      currency: Currency,
      rounding: Rounding.default('down'),
    }),
    z.strictObject({ kind: z.literal('fixed'), points: PositivePoints }),
    z.strictObject({ kind: z.literal('spins'), spins: z.int().min(1).max(1000) }),
    z.strictObject({
      kind: z.literal('reward'),
      reward: Reward,
      validDays: z.int().min(1).max(3650).default(30),
    }),
    z
      .strictObject({ kind: z.literal('nothing') })
      .meta({ description: 'For a badge that is its own reward' }),
  ])
  .meta({ id: 'Earn' })

/** What happens in Laurel itself; everything else is an event the merchant sends. */
export const FACTS = [
  'order.paid',
  'order.first',
  'customer.created',
  'birthday',
  'check-in',
  'wheel.spun',
  'referral.claimed',
  'referral.completed',
  'survey.answered',
  'survey.detractor',
  'feedback.sent',
] as const

export const BadgeIcon = z.enum(['star', 'heart', 'medal', 'flame', 'gift', 'leaf', 'crown', 'bolt'])

/**
 * Pays once a period of the merchant's zone, when the fact has happened `count` times in it: a mission or a milestone.
 * Orders count while something of them is left, from `minimumSpend` on; a refund that undoes the goal takes back what
 * it has paid.
 */
export const Goal = z
  .strictObject({ count: z.int().min(1).max(10_000), per: GoalPeriod })
  .meta({ id: 'Goal' })

/** Pays whenever the fact has happened `count` days or weeks running, days being those of the customer's zone. */
export const Streak = z
  .strictObject({
    count: z.int().min(2).max(366),
    per: z.enum(['day', 'week']),
    freezes: z
      .int()
      .min(0)
      .max(30)
      .default(0)
      .meta({ description: 'Days or weeks that may be missed on the way to each pay-out' }),
  })
  .meta({ id: 'Streak' })

/** What of an order earns nothing. */
export const Exclusions = z
  .strictObject({
    shipping: z.boolean().default(true),
    tax: z.boolean().default(false),
    giftCards: z.boolean().default(true),
    paidWithPoints: z.boolean().default(true),
    skus: z.array(Text(64)).max(500).default([]),
    categories: z.array(Text(64)).max(100).default([]),
  })
  .meta({ id: 'Exclusions' })

export const Rule = z
  .strictObject({
    id: Slug,
    name: Text(80).meta({ example: 'Every purchase' }),
    active: z.boolean().default(true),
    on: z
      .string()
      .regex(/^[a-z][a-z0-9]*([._-][a-z0-9]+){0,7}$/, 'must be a fact such as order.paid or review.published')
      .max(64)
      .meta({ description: `${FACTS.join(', ')}, or the name of an event you send` }),
    earn: Earn,
    pendingDays: z.int().min(0).max(90).default(0),
    limit: Limit.nullable().default(null),
    from: Instant.nullable().default(null),
    until: Instant.nullable().default(null),
    tiers: z
      .array(Slug)
      .max(20)
      .default([])
      .meta({ description: 'Only members of these; empty is everybody' }),
    segments: z
      .array(Slug)
      .max(20)
      .default([])
      .meta({ description: 'Only customers you have put into one of these; empty is everybody' }),
    goal: Goal.nullable().default(null),
    streak: Streak.nullable().default(null),
    badge: BadgeIcon.nullable()
      .default(null)
      .meta({ description: 'Shown to the shopper from the first time the rule has paid' }),
    minimumSpend: AmountMinor.default(0),
    exclude: Exclusions.prefault({}),
  })
  .meta({ id: 'Rule' })

export const Stacking = z.enum(['highest', 'multiply'])

/** A window in which order rules earn more. */
export const Campaign = z
  .strictObject({
    id: Slug,
    name: Text(80).meta({ example: 'Double week' }),
    multiplier: Multiplier,
    from: Instant,
    until: Instant,
    rules: z.array(Slug).max(50).default([]).meta({ description: 'Empty is every order rule' }),
    segments: z.array(Slug).max(20).default([]).meta({ description: 'Empty is everybody' }),
  })
  .refine(campaign => Date.parse(campaign.from) < Date.parse(campaign.until), {
    message: 'must end after it starts',
    path: ['until'],
  })
  .meta({ id: 'Campaign' })

export const Expiry = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('none') }),
    z.strictObject({ mode: z.literal('inactivity'), months: z.int().min(1).max(120) }),
    z.strictObject({
      mode: z.literal('lot'),
      months: z.int().min(1).max(120),
      roundTo: z.enum(['none', 'month', 'quarter', 'year']).default('none'),
    }),
  ])
  .meta({ id: 'Expiry' })

export const Tier = z
  .strictObject({
    id: Slug,
    name: Text(40).meta({ example: 'Gold' }),
    threshold: z.int().min(0).max(1_000_000_000_000),
    multiplier: Multiplier.default(1),
    perks: z.array(Text(120)).max(12).default([]),
    retired: z
      .boolean()
      .default(false)
      .meta({ description: 'Members keep it to the end of their grant; nobody new enters' }),
  })
  .meta({ id: 'Tier' })

export const LadderPeriod = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lifetime') }),
  z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(60) }),
  z.strictObject({
    kind: z.literal('calendar'),
    startMonth: z.int().min(1).max(12).default(1),
    startDay: z.int().min(1).max(28).default(1),
  }),
])

export const Ladder = z
  .strictObject({
    basis: z.enum(['points', 'spend', 'orders']),
    currency: Currency.nullable()
      .default(null)
      .meta({ description: 'For `spend`: orders in another currency do not count' }),
    period: LadderPeriod,
    tiers: z.array(Tier).max(12),
  })
  .superRefine((ladder, context) => {
    const live = ladder.tiers.filter(tier => !tier.retired)
    const ascending = live.every((tier, i) => i === 0 || tier.threshold > (live[i - 1]?.threshold ?? 0))
    if (!ascending) context.addIssue({ code: 'custom', path: ['tiers'], message: 'thresholds must rise' })
    if (ladder.basis === 'spend' && !ladder.currency)
      context.addIssue({ code: 'custom', path: ['currency'], message: 'a spend ladder needs a currency' })
  })
  .meta({ id: 'Ladder' })

export const Theme = z
  .strictObject({
    accent: z
      .string()
      .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #1f6f54')
      .default('#1f6f54'),
    scheme: z.enum(['auto', 'light', 'dark']).default('auto'),
    side: z.enum(['right', 'left']).default('right'),
    offset: z.int().min(0).max(200).default(20).meta({ description: 'Pixels from the corner' }),
    zIndex: z.int().min(0).max(2_147_483_647).default(2_147_483_000),
    label: Text(40).nullable().default(null),
  })
  .meta({ id: 'Theme' })

/**
 * Friends of friends. What the advocate gets are rules on `referral.completed`, with a goal they are milestones; what
 * the friend gets are rules on `referral.claimed`.
 */
export const ReferralProgram = z
  .strictObject({
    url: WebAddress.meta({ description: 'Where links lead; `?ref=` and the slug are added' }),
    windowDays: z.int().min(1).max(400).default(30).meta({ description: 'How long a visit is remembered' }),
    returnDays: z
      .int()
      .min(0)
      .max(90)
      .default(14)
      .meta({ description: "After the friend's first order, before it pays the advocate" }),
    minimumSpend: AmountMinor.default(0).meta({ description: "Of the friend's first order" }),
    reviewDays: z
      .int()
      .min(1)
      .max(60)
      .default(14)
      .meta({ description: 'A flagged referral nobody has decided on by then pays' }),
    burst: z
      .int()
      .min(1)
      .max(10_000)
      .default(10)
      .meta({ description: 'Claims of one advocate in an hour; more are flagged' }),
  })
  .meta({ id: 'ReferralProgram' })

/** The budget all prompts share: surveys and nudges together. */
export const PromptBudget = z
  .strictObject({
    perPage: z.int().min(0).max(10).default(1),
    perSession: z.int().min(0).max(10).default(1),
    count: z.int().min(0).max(100).default(1),
    days: z.int().min(1).max(365).default(7).meta({ description: 'At most `count` prompts in so many days' }),
    nudges: z
      .array(z.enum(['wheel', 'referral', 'tier', 'join']))
      .max(4)
      .default([])
      .meta({ description: 'What the widget may point to unasked, surveys first' }),
    quietPages: z.array(PagePath).max(20).default(['/cart*', '/basket*', '/checkout*']).meta({
      description: 'Paths where nothing is asked, * is anything: a prompt never stands before the till',
    }),
  })
  .meta({ id: 'PromptBudget' })

/** Visitors without an account: they join with an e-mail address and their consent to the terms. */
export const GuestProgram = z
  .strictObject({
    terms: Text(40).meta({ description: 'Version of the terms they agree to', example: '2026-11' }),
    termsUrl: WebAddress,
    marketing: z
      .boolean()
      .default(true)
      .meta({ description: 'Offer the newsletter too, unticked; it is never a condition' }),
    perDay: z.int().min(1).max(1_000_000).default(1000),
    perNetworkPerDay: z.int().min(1).max(1000).default(5),
  })
  .meta({ id: 'GuestProgram' })

const unique = (ids: { id: string }[]) => new Set(ids.map(item => item.id)).size === ids.length

const EXAMPLE_PROGRAM = {
  name: 'Laurel Club',
  rules: [
    {
      ...{ id: 'buy', name: 'Every purchase', on: 'order.paid', pendingDays: 14 },
      earn: { kind: 'perUnit', points: 1, per: 100, currency: 'GBP' },
    },
  ],
  expiry: { mode: 'lot', months: 12, roundTo: 'month' },
  ladder: {
    ...{ basis: 'spend', currency: 'GBP', period: { kind: 'rolling', months: 12 } },
    tiers: [
      { id: 'member', name: 'Member', threshold: 0 },
      { id: 'gold', name: 'Gold', threshold: 50_000, multiplier: 1.5 },
    ],
  },
}

/** The whole programme of a merchant, one document. */
export const Program = z
  .strictObject({
    name: Text(80).meta({ example: 'Laurel Club' }),
    pointValue: AmountMinor.min(1)
      .default(1)
      .meta({ description: 'Minor units one point is worth, for `percent` rules' }),
    rules: z.array(Rule).max(100).default([]),
    campaigns: z.array(Campaign).max(50).default([]),
    stacking: Stacking.default('highest').meta({ description: 'When a tier and a campaign both multiply' }),
    refunds: z
      .enum(['pending_only', 'to_zero', 'allow_negative'])
      .default('to_zero')
      .meta({ description: 'How far a refund takes back points that were already spent' }),
    expiry: Expiry.default({ mode: 'none' }),
    ladder: Ladder.nullable().default(null),
    referral: ReferralProgram.nullable().default(null),
    guests: GuestProgram.nullable().default(null),
    prompts: PromptBudget.prefault({}),
    lowStockAt: z
      .int()
      .min(0)
      .max(1_000_000)
      .default(10)
      .meta({ description: 'You hear of a pool or catalogue item that has no more than so many left' }),
    codePrefix: z
      .string()
      .regex(/^[A-Z0-9]{2,8}$/, 'must be 2 to 8 capitals or digits')
      .nullable()
      .default(null),
    theme: Theme.prefault({}),
    locales: z.array(Locale).max(20).default([]),
    texts: z
      .record(Locale, z.record(z.string().max(60), Text(400)))
      .default({})
      .meta({ description: 'Widget texts that replace ours, by language and key' }),
  })
  .superRefine((program, context) => {
    const fail = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message })
    if (!unique(program.rules)) fail(['rules'], 'ids must differ')
    if (!unique(program.campaigns)) fail(['campaigns'], 'ids must differ')
    if (program.ladder && !unique(program.ladder.tiers)) fail(['ladder', 'tiers'], 'ids must differ')
    const tiers = new Set(program.ladder?.tiers.map(tier => tier.id))
    program.rules.forEach((rule, i) => {
      const needsOrder = rule.earn.kind === 'perUnit' || rule.earn.kind === 'percent'
      if (needsOrder && !rule.on.startsWith('order.'))
        fail(['rules', i, 'earn', 'kind'], 'needs an order fact')
      const isSeries = rule.goal !== null || rule.streak !== null
      if (rule.goal && rule.streak) fail(['rules', i, 'streak'], 'a rule has a goal or a streak, not both')
      if (isSeries && needsOrder) fail(['rules', i, 'earn', 'kind'], 'a goal or streak pays a fixed award')
      if (rule.streak && rule.on.startsWith('order.')) fail(['rules', i, 'streak'], 'orders have no streaks')
      if (rule.goal && rule.on === 'order.first')
        fail(['rules', i, 'goal'], 'the first order is one; count order.paid')
      for (const tier of rule.tiers) if (!tiers.has(tier)) fail(['rules', i, 'tiers'], `no tier ${tier}`)
    })
    const rules = new Set(program.rules.map(rule => rule.id))
    program.campaigns.forEach((campaign, i) => {
      for (const rule of campaign.rules)
        if (!rules.has(rule)) fail(['campaigns', i, 'rules'], `no rule ${rule}`)
    })
  })
  .meta({ id: 'Program', example: EXAMPLE_PROGRAM })

export const StoredProgram = z
  .object({ version: z.int(), updatedAt: z.string(), program: Program })
  .meta({ id: 'StoredProgram' })

const Move = z.object({ from: z.string().nullable(), to: z.string().nullable(), customers: z.int() })

/** What a changed ladder would do to the members it has. */
export const ProgramPreview = z
  .object({
    customers: z.int(),
    atOnce: z.array(Move).meta({ description: 'Moved up by the change itself' }),
    atGrantEnd: z
      .array(Move)
      .meta({ description: 'Where members would fall, as things stand, when their grant ends' }),
  })
  .meta({ id: 'ProgramPreview' })

export type Goal = z.infer<typeof Goal>
export type Streak = z.infer<typeof Streak>
export type BadgeIcon = z.infer<typeof BadgeIcon>
export type ReferralProgram = z.infer<typeof ReferralProgram>
export type PromptBudget = z.infer<typeof PromptBudget>
export type GuestProgram = z.infer<typeof GuestProgram>
export type Earn = z.infer<typeof Earn>
export type Rule = z.infer<typeof Rule>
export type Campaign = z.infer<typeof Campaign>
export type Expiry = z.infer<typeof Expiry>
export type Tier = z.infer<typeof Tier>
export type Ladder = z.infer<typeof Ladder>
export type LadderPeriod = z.infer<typeof LadderPeriod>
export type Theme = z.infer<typeof Theme>
export type Program = z.infer<typeof Program>
/** What a merchant writes: fields with a default may be left out. */
export type ProgramInput = z.input<typeof Program>
export type StoredProgram = z.infer<typeof StoredProgram>
export type ProgramPreview = z.infer<typeof ProgramPreview>
