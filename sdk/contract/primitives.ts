import { z } from 'zod'

/** Control characters and lone surrogates are refused in every text: they cannot be stored or shown faithfully. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
const LATEST = Date.parse('2200-01-01T00:00:00Z')

export const Text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(text => PRINTABLE.test(text), 'must not contain control characters or lone surrogates')
    .refine(text => text.trim() !== '', 'must not be blank')
    .meta({ pattern: PRINTABLE.source })

const MULTILINE = /^(?:[^\p{Cc}\p{Cs}]|[\n\r\t])*$/u

/** What a person writes in their own words, line breaks included. */
export const Comment = z
  .string()
  .min(1)
  .max(2000)
  .refine(text => MULTILINE.test(text), 'must not contain control characters or lone surrogates')
  .refine(text => text.trim() !== '', 'must not be blank')
  .meta({ pattern: MULTILINE.source, example: 'The parcel came a day early. Thank you!' })

/** Of a page in the shop. */
export const PagePath = Text(200).refine(path => path.startsWith('/'), 'must be a path such as /orders/*')

/** A web address people are sent to: https, or http on the machine itself. */
export const WebAddress = z
  .string()
  .max(500)
  .refine(text => PRINTABLE.test(text), 'must not contain control characters or lone surrogates')
  .refine(isWebAddress, 'must be an https address without a user name or password')
  .meta({ format: 'uri', example: 'https://shop.example/' })

/** An id the merchant chose: an order number, a customer number, a refund number. It has to fit into an address. */
export const ExternalId = Text(128)
  .refine(text => text !== '.' && text !== '..', 'must not be . or ..')
  .meta({ description: "The merchant's own id", example: '1042' })

/** An id the merchant chose inside a document: a rule, a tier, a prize. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,47}$/, 'must be lower-case letters, digits, - and _, at most 48')
  .meta({ example: 'gold' })

export const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `must be a ${prefix}_ id`)

export const CustomerId = id('cus').meta({ example: 'cus_01m7v8x4k2f9tq3r5w6y7z8abc' })
export const OrderId = id('ord')
export const WheelId = id('whl').meta({ example: 'whl_01m7v8x4k2f9tq3r5w6y7z8abc' })
export const RewardId = id('rwd')
export const KeyId = id('key')
export const ReferralId = id('ref')
export const VisitId = id('vis')
export const SurveyId = id('srv').meta({ example: 'srv_01m7v8x4k2f9tq3r5w6y7z8abc' })
export const ResponseId = id('rsp')
export const PromptId = id('prm')
export const ItemId = id('itm').meta({ example: 'itm_01m7v8x4k2f9tq3r5w6y7z8abc' })
export const RedemptionId = id('rdm')
export const WebhookId = id('whk')
export const MessageId = id('msg')
export const IdentitySecretId = id('ids')
export const MerchantId = id('mer')

/** ISO 4217, upper case. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
  .refine(code => CURRENCIES.has(code), 'must be an ISO 4217 code')
  .meta({ example: 'GBP' })

/** Integer minor units: 4990 is CZK 49.90, JPY 4990 or KWD 4.990. */
export const AmountMinor = z.int().min(0).max(1_000_000_000_000).meta({ example: 4990 })

export const Money = z.strictObject({ amount: AmountMinor, currency: Currency }).meta({ id: 'Money' })

/** A whole number of points or spins, more than none. */
export const PositivePoints = z.int().min(1).max(1_000_000_000).meta({ example: 100 })

/** RFC 3339; an offset is accepted on the way in, UTC comes out. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(text => Date.parse(text) >= 0 && Date.parse(text) < LATEST, 'must lie between 1970 and 2200')
  .meta({ example: '2026-11-22T10:00:00Z' })

export const PlainDate = z.iso
  .date()
  .refine(text => text >= '1900-01-01' && text < '2200-01-01', 'must lie between 1900 and 2200')
  .meta({ example: '1990-04-30' })

/** An IANA zone: days of limits, budgets and birthdays are days there. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone')
  .meta({ example: 'Europe/London' })

/** BCP 47, as short as it goes. */
export const Locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 tag')
  .max(35)
  .meta({ example: 'cs' })

export const Period = z.enum(['day', 'week', 'month', 'year', 'lifetime'])
export const GoalPeriod = z.enum(['day', 'week', 'month', 'quarter', 'year', 'lifetime'])
export const Limit = z.strictObject({ count: z.int().min(1).max(10_000), per: Period }).meta({ id: 'Limit' })

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() })

/** A query has only text: `1e1`, `0x10` and ` 5` are no way to write a number there. */
const digits = (text: unknown) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : text)

export const PageQuery = z.object({
  limit: z.preprocess(digits, z.int().min(1).max(100)).default(25),
  cursor: z.string().max(400).optional(),
})

/** One page of a list; `nextCursor` null is the last. */
export interface Page<Item> {
  data: Item[]
  nextCursor: string | null
}

export type Money = z.infer<typeof Money>
export type Limit = z.infer<typeof Limit>
export type Period = z.infer<typeof Period>
export type GoalPeriod = z.infer<typeof GoalPeriod>

function isWebAddress(text: string): boolean {
  if (text !== text.trim() || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  const isThisMachine = hostname === 'localhost' || hostname === '127.0.0.1'
  const plain = username === '' && password === ''
  return plain && (protocol === 'https:' || (protocol === 'http:' && isThisMachine))
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
