import type { Program, Rule, Storefront, WheelView } from '../../sdk/contract'
import { itemReads } from '../catalogue/read'
import { itemViews } from '../catalogue/view'
import { type Call, merchantIdOf } from '../http/call'
import { isKnown } from '../http/etag'
import { perform, type Sent } from '../http/perform'
import { bindOrigin, type Tenant } from '../merchants/tenant'
import { poolReads } from '../rewards/issue'
import { sha256 } from '../store/crypto'
import { plan } from '../store/plan'
import type { Rows, Store } from '../store/store'
import { oddsNow } from '../wheel/counters'
import { type WheelRow, wheelReads } from '../wheel/read'
import { tierView } from './tier-view'

const MAX_AGE_S = 60

const publicReads = plan(
  (db, { merchantId, realTime }: { merchantId: string; realTime: number }) => ({
    ...wheelReads(db, { merchantId, realTime }),
    ...poolReads(db, merchantId),
    ...itemReads(db, merchantId),
  }),
  { remembered: ['wheels', 'items'] },
)

/** A storefront as it goes out, and to whom. */
interface Shown {
  key: Tenant['key']
  etag: string
  bytes: string
  /** The database it was made of, and the server's time, epoch ms. */
  epoch: number
  at: number
}

/** What a campaign or a wheel that opens by the clock may come too late. */
const FRESH_MS = 1000
const MOST_SHOWN = 1000
const shown = new WeakMap<Store, Map<string, Shown>>()

/** What a page may show before it knows the shopper. Cacheable, and 304 while nothing has changed. */
export async function getStorefront(call: Call, ifNoneMatch: string | undefined): Promise<Sent> {
  const known = recall(call)
  if (known) return presented(known, ifNoneMatch)
  const epoch = call.store.epoch()
  const merchantId = merchantIdOf(call)
  return perform(call, {
    read: db => publicReads(db, { merchantId, realTime: call.realTime }),
    async decide(rows, { tenant }) {
      const body = storefrontOf(tenant, rows)
      const bytes = JSON.stringify(body)
      const etag = `"${(await sha256(bytes)).slice(0, 32)}"`
      if (epoch !== undefined) keep(call, { key: tenant.key, etag, bytes, epoch, at: call.realTime })
      const { status, headers } = presented({ etag, bytes }, ifNoneMatch)
      return { statements: [], reply: { status, body, headers } }
    },
  })
}

type Presented = Sent & { status: 200 | 304 }

function presented(
  { etag, bytes }: Pick<Shown, 'etag' | 'bytes'>,
  ifNoneMatch: string | undefined,
): Presented {
  const headers = { ETag: etag, 'Cache-Control': `public, max-age=${MAX_AGE_S}` }
  const same = isKnown(ifNoneMatch, etag)
  return { status: same ? 304 : 200, bytes: same ? '' : bytes, headers, replayed: false, changed: false }
}

/** What was shown a moment ago, while nothing at all has changed since. The key is believed as long. */
function recall({ store, credential, realTime, ...call }: Call): Shown | undefined {
  const known = credential.who === 'page' ? shown.get(store)?.get(credential.keyHash) : undefined
  if (!known || known.epoch !== store.epoch()) return undefined
  const until = Math.min(known.at + FRESH_MS, known.key.expiresAt ?? Infinity)
  if (realTime < known.at || realTime >= until) return undefined
  bindOrigin(call, known.key.allowedOrigins)
  return known
}

function keep({ store, credential }: Call, made: Shown): void {
  const known = shown.get(store) ?? new Map<string, Shown>()
  if (known.size >= MOST_SHOWN) known.clear()
  if (credential.who === 'page') known.set(credential.keyHash, made)
  shown.set(store, known)
}

function storefrontOf(tenant: Tenant, rows: Rows<ReturnType<typeof publicReads>>): Storefront {
  const { name, mode, currency } = tenant.merchant
  const open = rows.wheels.filter(wheel => isOpen(wheel, tenant.at))
  return {
    merchant: { name, mode, currency },
    program: publicProgram(tenant),
    wheels: open.map(wheel => wheelView(wheel, oddsNow(wheel, rows, rows.pools, tenant.at, tenant.zone))),
    catalogue: itemViews(rows.items, rows.pools, tenant.at),
  }
}

function isOpen({ config: { active, from, until } }: WheelRow, at: number): boolean {
  const started = from === null || Date.parse(from) <= at
  return active && started && (until === null || at < Date.parse(until))
}

function wheelView({ id, config }: WheelRow, odds: WheelView['odds']): WheelView {
  return {
    ...{ id, name: config.name, until: config.until, price: config.entry.points, soldOut: config.soldOut },
    guests: config.guests,
    face: config.face,
    prizes: config.prizes.map(({ id: prizeId, name, award, color }) => ({ id: prizeId, name, award, color })),
    odds,
  }
}

function publicProgram({ program, at }: Tenant): Storefront['program'] {
  const { name, theme, locales, texts, ladder, referral, guests, prompts, stacking, pointValue } = program
  const open = ({ from, until }: { from: string | null; until: string | null }) =>
    (from === null || Date.parse(from) <= at) && (until === null || at < Date.parse(until))
  return {
    ...{ name, theme, locales, texts, stacking, pointValue },
    earn: program.rules.filter(rule => rule.active && open(rule)).map(publicRule),
    campaigns: program.campaigns.filter(open).map(({ name: title, multiplier, until, rules, segments }) => ({
      ...{ name: title, multiplier, until, rules },
      segmented: segments.length > 0,
    })),
    ladder: ladder && publicLadder(ladder),
    referral: referral && { windowDays: referral.windowDays },
    guests: guests && { terms: guests.terms, termsUrl: guests.termsUrl, marketing: guests.marketing },
    prompts: {
      perPage: prompts.perPage,
      perSession: prompts.perSession,
      quietPages: prompts.quietPages,
      join: guests !== null && prompts.nudges.includes('join'),
    },
  }
}

/** Groups of customers are the merchant's own business; that there are some is said. */
function publicRule(rule: Rule): Storefront['program']['earn'][number] {
  const { id, name, on, earn, pendingDays, tiers, goal, streak, badge, minimumSpend, exclude } = rule
  return {
    ...{ id, name, on, earn, pendingDays, tiers, goal, streak, badge, minimumSpend, exclude },
    segmented: rule.segments.length > 0,
  }
}

function publicLadder(ladder: NonNullable<Program['ladder']>): Storefront['program']['ladder'] {
  const tiers = ladder.tiers.filter(tier => !tier.retired).map(tier => tierView(ladder, tier.id))
  return {
    ...{ basis: ladder.basis, currency: ladder.currency, period: ladder.period.kind },
    tiers: tiers.filter(tier => tier !== null),
  }
}
