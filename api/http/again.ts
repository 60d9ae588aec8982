import type { Tenant } from '../merchants/tenant'
import type { Store } from '../store/store'
import { type HeaderOf, headerOf } from './call'
import type { Caller } from './limits'
import type { Sent } from './perform'
import { iso } from './time'

/**
 * Replies that are given again while their merchant's facts are what they were: a shopper who goes from page to page
 * asks for the same each time. What changes by time alone is never late where the reply names the moment (a free spin, an
 * expiry) or its verb does (a campaign that begins, a new day), and five minutes late at most elsewhere (a survey that has
 * become due).
 */
const LONGEST_MS = 300_000
/** Of the younger half, one byte each in most languages. */
const MOST_CHARS_YOUNG = 32 * 1024 * 1024

/** What is asked for. */
export interface Question {
  method: string
  /** With its query. */
  path: string
  header: HeaderOf
}

const AFTER_SCHEME = 'https://'.length

export const askedBy = (request: Request): Question => ({
  method: request.method,
  path: request.url.slice(request.url.indexOf('/', AFTER_SCHEME)),
  header: headerOf(request),
})

/** Under which circumstances a reply holds. */
export interface Terms {
  merchantId: string
  allowedOrigins: string[]
  /** The merchant's, before the facts were read. */
  epoch: string
  /** Real time, epoch ms. */
  from: number
  until: number
  /** The reply's own time as it stands in it, where it follows the real one. */
  now: string | undefined
}

/** A reply as it is kept. */
export interface Kept {
  sent: Sent
  terms: Terms
  /** The pattern of the route that made it. */
  route: string
  /** Who counts for it. */
  caller: Caller
  /** Whether its route does not look at who the shopper is. */
  isForAll: boolean
  /** What stands before and after its own time, where it has it. */
  around: [string, string] | undefined
}

/** The older half goes, and the younger one ages, when that is full or as old as a reply can become. */
interface Memory {
  young: Map<string, Kept>
  old: Map<string, Kept>
  /** Of the younger half. */
  chars: number
  /** Of the younger half, real time, epoch ms. */
  since: number
}

const memories = new WeakMap<Store, Memory>()

export function termsOf(
  { key, merchant, shopper, at }: Tenant,
  { bytes, turnsAt = [] }: Pick<Sent, 'bytes' | 'turnsAt'>,
  realTime: number,
) {
  const turns = [...momentsIn(bytes), ...turnsAt].filter(moment => moment > at)
  const until = Math.min(
    realTime + LONGEST_MS,
    ...turns.map(moment => realTime + moment - at),
    key.expiresAt ?? Infinity,
    shopper?.until ?? Infinity,
  )
  const now = merchant.testClock === null ? iso(at) : undefined
  return { merchantId: merchant.id, allowedOrigins: key.allowedOrigins, from: realTime, until, now }
}

/** What the same request was answered with, where that still holds. */
export function recall(store: Store, asked: Question, realTime: number): Kept | undefined {
  const memory = memories.get(store)
  if (!memory) return undefined
  const id = idOf(asked)
  const own = recallAs(store, memory, id, realTime)
  return own || id === asked.path ? own : recallAs(store, memory, asked.path, realTime)
}

function recallAs(store: Store, memory: Memory, id: string, realTime: number): Kept | undefined {
  const young = memory.young.get(id)
  const kept = young ?? memory.old.get(id)
  if (!kept) return undefined
  const { merchantId, epoch, from, until } = kept.terms
  if (realTime < from || realTime >= until || epoch !== store.epochOf(merchantId)) {
    memory.young.delete(id)
    memory.old.delete(id)
    return undefined
  }
  if (!young) put(memory, id, kept, realTime)
  return kept
}

/** The reply with its own time in it, where it has one. */
export const bytesAt = ({ sent, around }: Kept, realTime: number): string =>
  around ? around.join(iso(realTime)) : sent.bytes

export function keep(store: Store, asked: Question, { sent, ...how }: Omit<Kept, 'around'>): void {
  const { from, now } = how.terms
  // No text inside the reply can look like this: its quotes are escaped.
  const [before = '', after, ...more] = sent.bytes.split(`"now":"${now}"`)
  if (more.length > 0) return
  const around: Kept['around'] = after === undefined ? undefined : [`${before}"now":"`, `"${after}`]
  const memory = memories.get(store) ?? { young: new Map(), old: new Map(), chars: 0, since: from }
  memories.set(store, memory)
  put(memory, how.isForAll ? asked.path : idOf(asked), { sent, ...how, around }, from)
}

/** Everything a reply may depend on, but for the page's origin, which is looked at each time. */
function idOf({ path, header }: Question): string {
  const authorization = header('authorization')
  return authorization === null ? path : `${path}\n${authorization}`
}

function put(memory: Memory, id: string, kept: Kept, realTime: number): void {
  if (memory.chars > MOST_CHARS_YOUNG || realTime - memory.since >= LONGEST_MS)
    Object.assign(memory, { young: new Map(), old: memory.young, chars: 0, since: realTime })
  memory.young.set(id, kept)
  memory.chars += id.length + kept.sent.bytes.length
}

const INSTANT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))"/g

/** The moments that a JSON document names, epoch ms. */
export const momentsIn = (json: string): number[] =>
  [...json.matchAll(INSTANT)].map(([, instant = '']) => Date.parse(instant))
