import { and, eq } from 'drizzle-orm'
import { keys } from '../merchants/table'
import { authenticate, type KnownProgram, programKnown, type Tenant, tenantReads } from '../merchants/tenant'
import { commit, type Decision } from '../store/commit'
import type { Random } from '../store/id'
import { plan } from '../store/plan'
import { planInsert } from '../store/plan-write'
import type { Asked, Db, Reads, Selected, Statement } from '../store/store'
import { type Terms, termsOf } from './again'
import type { Call } from './call'
import { Refusal, refuse } from './refusal'
import { idempotency } from './table'

const LAST_USED_EVERY_MS = 3_600_000

export interface Reply {
  status: 200 | 201 | 204
  body: unknown
  headers?: Record<string, string>
  /** Whether its ETag stands for all of the body, so that whoever has it is answered with 304. */
  conditional?: boolean
  /** Whose reply it is, so that it goes when the person is erased. */
  customerId?: string
  /** When it may become another by itself, where it does not name the moment: by the merchant's clock, epoch ms. */
  turnsAt?: number[]
}

/** A reply as it goes out: the bytes that are kept for a replay are the bytes that are sent. */
export interface Sent {
  status: number
  bytes: string
  headers?: Record<string, string>
  /** See `Reply.conditional`. */
  conditional?: boolean
  /** See `Reply.turnsAt`. */
  turnsAt?: number[]
  replayed: boolean
  /** Whether anything was written for it. */
  changed: boolean
  /** Until when the same request may be answered so again. */
  again?: Terms
}

/** What a decision may use beside its rows. */
export interface Within {
  tenant: Tenant
  random: Random
  call: Call
}

export interface Verb<R extends Reads, B extends Reads = Record<never, never>> {
  journal?: string
  /** Whether its reply may be given again while nothing has changed: see again.ts. */
  again?: boolean
  /** Reads so much that others should not wait for it. */
  long?: boolean
  read(db: Db): Asked<R>
  /** What is read of the same moment by a plan of its own, since others use it, too. */
  beside?(db: Db): Asked<B>
  decide(rows: Selected<R> & Selected<B>, within: Within): Outcome | Promise<Outcome>
}

/** A refusal that is thrown changes nothing; as the reply of a decision it is thrown when the statements are written. */
type Outcome = Decision<Reply | Refusal>

/**
 * Runs a verb for a merchant, page or shopper: its reads, the credential and the idempotency key travel in one
 * batch; the change and the reply kept for a replay are written in one other.
 */
export async function perform<R extends Reads, B extends Reads = Record<never, never>>(
  call: Call,
  verb: Verb<R, B>,
): Promise<Sent> {
  const { credential, store } = call
  if (credential.who === 'operator') throw refuse('forbidden', 'The admin key does not act for a merchant')
  const epoch = verb.again ? store.epochOf(credential.merchantId) : undefined
  const known = programKnown(credential)
  let believed: Tenant | undefined
  let stale: Statement | undefined
  const outcome = await commit(store, {
    ...{ journal: verb.journal, long: verb.long, keyed: call.idempotency !== null },
    about: credential.merchantId,
    reads: verb.read(store.db),
    beside: [
      ...believing(call, credential, known),
      ...storedReply(call),
      ...(verb.beside ? [verb.beside(store.db)] : []),
    ],
    async decide(rows): Promise<Decision<Sent | Refusal>> {
      const tenant = call.tenant ?? (await authenticate(call, rows as never, known))
      believed = tenant
      stale = touch(call, tenant)
      const replay = await replayOf(call, rows as never)
      if (replay) return { statements: [], reply: replay }
      const within = { tenant, random: call.platform.random, call }
      const { statements, reply } = await verb.decide(rows as Selected<R> & Selected<B>, within)
      return reply instanceof Refusal ? { statements, reply } : keep(call, { statements, reply })
    },
  })
  if (stale) await store.write([stale], credential.merchantId).catch(() => {})
  if (outcome instanceof Refusal) throw outcome
  if (epoch === undefined || !believed || outcome.changed) return outcome
  return { ...outcome, again: { ...termsOf(believed, outcome, call.realTime), epoch } }
}

/** What has to be read to believe the credential; nothing where that was done for many changes at once. */
function believing(
  call: Call,
  credential: Parameters<typeof tenantReads>[1],
  known: KnownProgram | undefined,
): Asked<Reads>[] {
  return call.tenant ? [] : tenantReads(call.store.db, credential, known)
}

/** Believes the credential or refuses, for a stream of changes whose reply cannot be taken back. */
export async function authorize(call: Call): Promise<Tenant> {
  const { credential, store } = call
  if (credential.who === 'operator') throw refuse('forbidden')
  const known = programKnown(credential)
  const rows = await store.read({}, ...tenantReads(store.db, credential, known))
  return authenticate(call, rows as never, known)
}

/** Runs a verb for the operator, who stands outside every merchant. */
export async function administer<R extends Reads>(
  call: Call,
  verb: { read(db: Db): Asked<R>; decide(rows: Selected<R>): Decision<Reply> | Promise<Decision<Reply>> },
): Promise<Sent> {
  return commit(call.store, {
    keyed: call.idempotency !== null,
    reads: verb.read(call.store.db),
    beside: storedReply(call),
    async decide(rows) {
      const replay = await replayOf(call, rows as never)
      if (replay) return { statements: [], reply: replay }
      return keep(call, await verb.decide(rows as Selected<R>))
    },
  })
}

export function scopeOf({ credential }: Pick<Call, 'credential'>): string {
  if (credential.who === 'operator') return 'operator'
  if (credential.who === 'shopper') return `${credential.merchantId}/${credential.externalId}`
  // Anybody can have the key of a page: what it sends is not taken for the merchant's.
  return credential.who === 'page' ? `page/${credential.merchantId}` : credential.merchantId
}

const replyReads = plan((db, { scope, key }: { scope: string; key: string }) => ({
  storedReply: db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.scope, scope), eq(idempotency.key, key))),
}))

function storedReply({ idempotency: sent, ...call }: Call): Asked<Reads>[] {
  return sent ? [replyReads(call.store.db, { scope: scopeOf(call), key: sent.key })] : []
}

/** A reply may hold a code, a token or a key: it is sealed under whose key it answers. */
const contextOf = (call: Call, key: string): string => `idempotency:${scopeOf(call)}:${key}`

async function replayOf(
  call: Call,
  rows: { storedReply?: (typeof idempotency.$inferSelect)[] },
): Promise<Sent | undefined> {
  const stored = rows.storedReply?.[0]
  if (!stored || !call.idempotency) return undefined
  if (stored.fingerprint !== call.idempotency.fingerprint) throw refuse('idempotency_key_reused')
  const bytes = await call.platform.vault.unseal(stored.body, contextOf(call, stored.key))
  return { status: stored.status, bytes, replayed: true, changed: false }
}

const insertReply = planInsert(idempotency)

async function keep(call: Call, { statements, reply }: Decision<Reply>): Promise<Decision<Sent>> {
  const bytes = reply.status === 204 ? '' : JSON.stringify(reply.body)
  const sent = {
    status: reply.status,
    bytes,
    headers: reply.headers,
    conditional: reply.conditional,
    turnsAt: reply.turnsAt,
    replayed: false,
    changed: statements.length > 0,
  }
  if (!call.idempotency) return { statements, reply: sent }
  const kept = insertReply(call.store.db, {
    scope: scopeOf(call),
    ...call.idempotency,
    status: reply.status,
    body: await call.platform.vault.seal(bytes, contextOf(call, call.idempotency.key)),
    customerId: reply.customerId ?? null,
    createdAt: call.realTime,
  })
  return { statements: [...statements, ...kept], reply: sent }
}

function touch({ store, realTime }: Call, { key }: Tenant): Statement | undefined {
  if (key.lastUsedAt !== null && realTime - key.lastUsedAt < LAST_USED_EVERY_MS) return undefined
  return store.db.update(keys).set({ lastUsedAt: realTime }).where(eq(keys.id, key.id))
}
