import { bindOrigin, type Tenant } from '../merchants/tenant'
import type { Store } from '../store/store'
import { type Call, merchantIdOf } from './call'
import type { Sent } from './perform'
import { iso } from './time'

/**
 * Replies that are given again while their merchant's facts are what they were: a shopper who goes from page to page
 * asks for the same each time. What changes by time alone is never late where the reply names the moment (a free spin, an
 * expiry), and a minute late at most elsewhere (a campaign that begins).
 */
const LONGEST_MS = 60_000
/** Of the younger half, one byte each in most languages; the older half goes when the younger one is full. */
const MOST_CHARS_YOUNG = 32 * 1024 * 1024

interface Kept {
  sent: Sent
  /** The reply without its own time, where it has it. */
  around: [string, string] | undefined
  allowedOrigins: string[]
  epoch: string
  /** Real time, epoch ms. */
  from: number
  until: number
}

interface Memory {
  young: Map<string, Kept>
  old: Map<string, Kept>
  chars: number
}

const memories = new WeakMap<Store, Memory>()

/** What the same caller was told by the same verb, where it still holds. @throws Refusal `origin_not_allowed` */
export function recall(call: Call, verb: string): Sent | undefined {
  const { store, realTime } = call
  const memory = memories.get(store)
  const id = idOf(call, verb)
  const kept = memory?.young.get(id) ?? memory?.old.get(id)
  if (!memory || !kept || realTime < kept.from || realTime >= kept.until) return undefined
  if (kept.epoch !== store.epochOf(merchantIdOf(call))) return undefined
  bindOrigin(call, kept.allowedOrigins)
  if (!memory.young.has(id)) remember(memory, id, kept)
  if (!kept.around) return kept.sent
  return { ...kept.sent, bytes: kept.around.join(iso(realTime)) }
}

/** @param epoch the merchant's before the facts were read */
export function keep(call: Call, verb: string, { tenant, sent, epoch }: Told): void {
  const { store, realTime } = call
  const memory = memories.get(store) ?? { young: new Map(), old: new Map(), chars: 0 }
  memories.set(store, memory)
  const until = Math.min(
    realTime + LONGEST_MS,
    realTime + untilNamed(sent.bytes, tenant.at),
    tenant.key.expiresAt ?? Infinity,
    tenant.shopper?.until ?? Infinity,
  )
  const around = tenant.merchant.testClock === null ? aroundNow(sent.bytes, tenant.at) : undefined
  const allowedOrigins = tenant.key.allowedOrigins
  remember(memory, idOf(call, verb), { sent, around, allowedOrigins, epoch, from: realTime, until })
}

export interface Told {
  tenant: Tenant
  sent: Sent
  epoch: string
}

function idOf({ credential }: Call, verb: string): string {
  if (credential.who === 'shopper') return `${verb} ${credential.keyHash} ${credential.token}`
  return credential.who === 'operator' ? verb : `${verb} ${credential.keyHash}`
}

function remember(memory: Memory, id: string, kept: Kept): void {
  memory.chars += id.length + kept.sent.bytes.length
  if (memory.chars > MOST_CHARS_YOUNG) {
    memory.old = memory.young
    memory.young = new Map()
    memory.chars = id.length + kept.sent.bytes.length
  }
  memory.young.set(id, kept)
}

const INSTANT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g

/** How long until the first moment that the reply names, in ms. */
function untilNamed(bytes: string, at: number): number {
  let first = Infinity
  for (const [, instant = ''] of bytes.matchAll(INSTANT)) {
    const named = Date.parse(instant)
    if (named > at && named < first) first = named
  }
  return first - at
}

/** No text inside the reply can look like this: its quotes are escaped. */
function aroundNow(bytes: string, at: number): [string, string] | undefined {
  const now = `"now":"${iso(at)}"`
  const [before, after, ...more] = bytes.split(now)
  if (before === undefined || after === undefined || more.length > 0) return undefined
  return [`${before}"now":"`, `"${after}`]
}
