import { and, eq, isNull } from 'drizzle-orm'
import type { CreateKey } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import type { Db } from '../store/store'
import { newKey, presentKey, presentNewKey } from './new-key'
import { keys } from './table'

const merchantOf = ({ credential }: Call) => ('merchantId' in credential ? credential.merchantId : '')

const activeKeys = (db: Db, call: Call) =>
  db
    .select()
    .from(keys)
    .where(and(eq(keys.merchantId, merchantOf(call)), isNull(keys.revokedAt)))
    .orderBy(keys.createdAt, keys.id)

type KeyRow = typeof keys.$inferSelect

function find(rows: KeyRow[], id: string): KeyRow {
  const row = rows.find(key => key.id === id)
  if (!row) throw refuse('not_found')
  return row
}

export function listKeys(call: Call) {
  return perform(call, {
    read: db => ({ rows: activeKeys(db, call) }),
    decide: ({ rows }) => ({
      statements: [],
      reply: { status: 200, body: { data: rows.map(presentKey), nextCursor: null } },
    }),
  })
}

export function createKey(call: Call, input: CreateKey) {
  return perform(call, {
    read: () => ({}),
    async decide(_, { tenant, random }) {
      if (input.kind === 'secret' && input.allowedOrigins.length > 0)
        throw invalid('allowedOrigins', 'only publishable keys are bound to origins')
      const { id: merchantId, mode } = tenant.merchant
      const created = await newKey({ ...input, merchantId, mode, at: call.realTime, random })
      return {
        statements: [call.store.db.insert(keys).values(created.row)],
        reply: { status: 201, body: presentNewKey(created) },
      }
    },
  })
}

export function updateKey(call: Call, id: string, { allowedOrigins }: { allowedOrigins: string[] }) {
  return perform(call, {
    read: db => ({ rows: activeKeys(db, call) }),
    decide({ rows }) {
      const row = find(rows, id)
      if (row.kind === 'secret') throw invalid('allowedOrigins', 'only publishable keys are bound to origins')
      return {
        statements: [call.store.db.update(keys).set({ allowedOrigins }).where(eq(keys.id, row.id))],
        reply: { status: 200, body: presentKey({ ...row, allowedOrigins }) },
      }
    },
  })
}

/** A new key of the same kind; the old one works on for the overlap. */
export function rollKey(call: Call, id: string, { overlapSeconds }: { overlapSeconds: number }) {
  return perform(call, {
    read: db => ({ rows: activeKeys(db, call) }),
    async decide({ rows }, { tenant, random }) {
      const old = find(rows, id)
      const { kind, name, allowedOrigins } = old
      const { id: merchantId, mode } = tenant.merchant
      const created = await newKey({
        kind,
        name,
        allowedOrigins,
        merchantId,
        mode,
        at: call.realTime,
        random,
      })
      const expiresAt = Math.min(old.expiresAt ?? Infinity, call.realTime + overlapSeconds * 1000)
      return {
        statements: [
          call.store.db.insert(keys).values(created.row),
          call.store.db.update(keys).set({ expiresAt }).where(eq(keys.id, old.id)),
        ],
        reply: { status: 201, body: presentNewKey(created) },
      }
    },
  })
}

/** At once. The key that asks can be revoked too: it is the last thing it does. */
export function revokeKey(call: Call, id: string) {
  return perform(call, {
    read: db => ({ rows: activeKeys(db, call) }),
    decide({ rows }) {
      const { id: found } = find(rows, id)
      return {
        statements: [call.store.db.update(keys).set({ revokedAt: call.realTime }).where(eq(keys.id, found))],
        reply: { status: 204, body: null },
      }
    },
  })
}
