import type { Program, Rule, Storefront, WheelView } from '../../sdk/contract'
import { itemViews } from '../catalogue/view'
import { type Call, merchantIdOf } from '../http/call'
import { perform, type Sent } from '../http/perform'
import type { Tenant } from '../merchants/tenant'
import { sha256 } from '../store/crypto'
import { oddsNow } from '../wheel/counters'
import type { WheelRow } from '../wheel/read'
import { type Offer, offerReads, turnsOf } from './offer'
import { tierView } from './tier-view'

const MAX_AGE_S = 60

/** What a page may show before it knows the shopper. Cacheable, and 304 while nothing has changed. */
export function getStorefront(call: Call): Promise<Sent> {
  return perform(call, {
    again: true,
    read: db => offerReads(db, { merchantId: merchantIdOf(call), realTime: call.realTime }),
    async decide(rows, { tenant }) {
      const body = storefrontOf(tenant, rows)
      const etag = `"${(await sha256(JSON.stringify(body))).slice(0, 32)}"`
      const headers = { ETag: etag, 'Cache-Control': `public, max-age=${MAX_AGE_S}` }
      return {
        statements: [],
        reply: { status: 200, body, headers, conditional: true, turnsAt: turnsOf(tenant, rows) },
      }
    },
  })
}

function storefrontOf(tenant: Tenant, rows: Offer): Storefront {
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
