import type {
  CreatedIdentitySecret,
  CreatedKey,
  CreateKeyInput,
  IdentitySecret,
  Key,
  Page,
  RollKeyInput,
  UpdateKey,
} from '../contract'
import { path } from './path'
import type { Request } from './request'

/** Keys are shown whole once, when they are made; afterwards by their prefix. */
export function keys(request: Request) {
  return {
    create: (key: CreateKeyInput) => request<CreatedKey>({ method: 'POST', path: '/v1/keys', body: key }),

    list: () => request<Page<Key>>({ path: '/v1/keys' }),

    /** Binds a publishable key to other origins. */
    update: (id: string, changes: UpdateKey) =>
      request<Key>({ method: 'PATCH', path: path`/v1/keys/${id}`, body: changes }),

    /**
     * A new key beside the old one, which works on for `overlapSeconds` (a day by default).
     * @example
     * const { key } = await laurel.keys.roll(id, { overlapSeconds: 3600 })
     */
    roll: (id: string, overlap: RollKeyInput = {}) =>
      request<CreatedKey>({ method: 'POST', path: path`/v1/keys/${id}/roll`, body: overlap }),

    /** Ends the key at once. */
    revoke: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/keys/${id}` }),
  }
}

/** Secrets that sign customer tokens; two may be active, so that one can follow the other without a gap. */
export function identitySecrets(request: Request) {
  return {
    /** Refuses with `two_secrets_active`. */
    create: () => request<CreatedIdentitySecret>({ method: 'POST', path: '/v1/identity-secrets', body: {} }),
    list: () => request<Page<IdentitySecret>>({ path: '/v1/identity-secrets' }),
    /** Refuses with `last_identity_secret`. */
    revoke: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/identity-secrets/${id}` }),
  }
}
