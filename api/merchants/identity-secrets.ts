import { and, eq, sql } from 'drizzle-orm'
import { base64url } from 'jose'
import type { CreatedIdentitySecret } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { newId } from '../store/id'
import type { Db, Statement } from '../store/store'
import { identitySecrets, merchants } from './table'
import type { Tenant } from './tenant'

const SECRET_BYTES = 32

type Row = typeof identitySecrets.$inferSelect

export async function newIdentitySecret(call: Call, merchantId: string, slot: number) {
  const { platform, realTime } = call
  const id = newId('ids', realTime, platform.random)
  const secret = base64url.encode(platform.random(SECRET_BYTES))
  const row: Row = {
    id,
    merchantId,
    slot,
    sealed: await platform.vault.seal(secret, id),
    createdAt: realTime,
  }
  const created: CreatedIdentitySecret = { id, createdAt: iso(realTime), secret }
  return { row, created }
}

const secretsOf = (db: Db, call: Call) =>
  db
    .select()
    .from(identitySecrets)
    .where(eq(identitySecrets.merchantId, 'merchantId' in call.credential ? call.credential.merchantId : ''))
    .orderBy(identitySecrets.createdAt)

export function listIdentitySecrets(call: Call) {
  return perform(call, {
    read: db => ({ secrets: secretsOf(db, call) }),
    decide: ({ secrets }) => ({
      statements: [],
      reply: {
        status: 200,
        body: {
          data: secrets.map(({ id, createdAt }) => ({ id, createdAt: iso(createdAt) })),
          nextCursor: null,
        },
      },
    }),
  })
}

/** A second one may be active, so that tokens signed with either verify while the merchant's servers change over. */
export function createIdentitySecret(call: Call) {
  return perform(call, {
    read: db => ({ secrets: secretsOf(db, call) }),
    async decide({ secrets }, { tenant }) {
      const taken = secrets.map(({ slot }) => slot)
      const free = [1, 2].find(slot => !taken.includes(slot))
      if (free === undefined) throw refuse('two_secrets_active')
      const { row, created } = await newIdentitySecret(call, tenant.merchant.id, free)
      return {
        statements: [call.store.db.insert(identitySecrets).values(row)],
        reply: { status: 201, body: created },
      }
    },
  })
}

export function deleteIdentitySecret(call: Call, id: string) {
  return perform(call, {
    read: db => ({ secrets: secretsOf(db, call) }),
    decide({ secrets }, { tenant }) {
      if (!secrets.some(secret => secret.id === id)) throw refuse('not_found')
      if (secrets.length === 1) throw refuse('last_identity_secret')
      const mine = and(eq(identitySecrets.id, id), eq(identitySecrets.merchantId, tenant.merchant.id))
      return {
        statements: [call.store.db.delete(identitySecrets).where(mine), oneIsLeft(call.store.db, tenant)],
        reply: { status: 204, body: null },
      }
    },
  })
}

/** Where the other one has been removed meanwhile the name is null, which it must not be: it is decided again. */
const oneIsLeft = (db: Db, { merchant }: Tenant): Statement =>
  db
    .update(merchants)
    .set({
      name: sql`CASE WHEN EXISTS (SELECT 1 FROM identity_secrets WHERE merchant_id = ${merchant.id}) THEN name END`,
    })
    .where(eq(merchants.id, merchant.id))
