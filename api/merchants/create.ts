import type { CreatedMerchant, CreateMerchant } from '../../sdk/contract'
import { Program } from '../../sdk/contract'
import type { Call } from '../http/call'
import { administer } from '../http/perform'
import { iso } from '../http/time'
import { newId } from '../store/id'
import { newIdentitySecret } from './identity-secrets'
import { newKey, presentNewKey } from './new-key'
import { identitySecrets, keys, merchants, programs } from './table'

/** A merchant with its first two keys, an identity secret and an empty programme. */
export function createMerchant(call: Call, input: CreateMerchant) {
  const { platform, realTime: at } = call
  const { db } = call.store
  return administer(call, {
    read: () => ({}),
    async decide() {
      const { allowedOrigins, ...profile } = input
      const id = newId('mer', at, platform.random)
      const shared = { merchantId: id, mode: input.mode, name: null, at, random: platform.random }
      const publishable = await newKey({ ...shared, kind: 'publishable', allowedOrigins })
      const secret = await newKey({ ...shared, kind: 'secret', allowedOrigins: [] })
      const identity = await newIdentitySecret(call, id, 1)
      const program = Program.parse({ name: profile.name })
      const body: CreatedMerchant = {
        merchant: { id, ...profile, createdAt: iso(at) },
        publishableKey: presentNewKey(publishable),
        secretKey: presentNewKey(secret),
        identitySecret: identity.created,
      }
      return {
        statements: [
          db.insert(merchants).values({ id, ...profile, createdAt: at }),
          db.insert(keys).values([publishable.row, secret.row]),
          db.insert(identitySecrets).values(identity.row),
          db.insert(programs).values({ merchantId: id, version: 1, program, expirySince: at, createdAt: at }),
        ],
        reply: { status: 201, body },
      }
    },
  })
}
