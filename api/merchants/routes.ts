import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { type Api, endpoint } from '../http/endpoint'
import { createMerchant } from './create'
import { createIdentitySecret, deleteIdentitySecret, listIdentitySecrets } from './identity-secrets'
import { createKey, listKeys, revokeKey, rollKey, updateKey } from './keys'
import { getTestClock, setTestClock } from './test-clock'

const keyId = z.object({ id: contract.KeyId })
const secretId = z.object({ id: contract.IdentitySecretId })
const Empty = z.strictObject({}).meta({ id: 'Empty', example: {} })

export function merchantRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/merchants', tag: 'Merchants', who: 'operator', status: 201 },
    summary: 'Create a merchant with its first keys',
    description: 'The keys and the identity secret are in this reply and nowhere else.',
    body: contract.CreateMerchant,
    reply: contract.CreatedMerchant,
    run: (call, { body }) => createMerchant(call, body),
  })
  keyRoutes(api)
  endpoint(api, {
    ...{ method: 'get', path: '/v1/identity-secrets', tag: 'Keys', who: 'merchant' },
    summary: 'Which identity secrets are active',
    reply: contract.page(contract.IdentitySecret),
    run: listIdentitySecrets,
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/identity-secrets', tag: 'Keys', who: 'merchant', status: 201 },
    summary: 'Add an identity secret; two may be active while you rotate',
    body: Empty,
    reply: contract.CreatedIdentitySecret,
    refuses: ['two_secrets_active'],
    run: createIdentitySecret,
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/identity-secrets/{id}', tag: 'Keys', who: 'merchant', status: 204 },
    summary: 'Stop accepting customer tokens signed with it',
    params: secretId,
    refuses: ['not_found', 'last_identity_secret'],
    run: (call, { params }) => deleteIdentitySecret(call, params.id),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/test-clock', tag: 'Test clock', who: 'merchant' },
    summary: 'The time of a test-mode merchant',
    reply: contract.TestClock,
    refuses: ['not_test_mode'],
    run: getTestClock,
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/test-clock', tag: 'Test clock', who: 'merchant' },
    summary: 'Move the time of a test-mode merchant forward',
    description:
      'Watch points mature and expire and tiers roll over. The clock stands still until it is moved again.',
    body: contract.SetTestClock,
    reply: contract.TestClock,
    refuses: ['not_test_mode', 'clock_goes_back'],
    run: (call, { body }) => setTestClock(call, body),
  })
}

function keyRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/keys', tag: 'Keys', who: 'merchant' },
    summary: 'Keys by prefix, with their last use',
    reply: contract.page(contract.Key),
    run: listKeys,
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/keys', tag: 'Keys', who: 'merchant', status: 201 },
    summary: 'Create a key; it is shown once',
    body: contract.CreateKey,
    reply: contract.CreatedKey,
    run: (call, { body }) => createKey(call, body),
  })
  endpoint(api, {
    ...{ method: 'patch', path: '/v1/keys/{id}', tag: 'Keys', who: 'merchant' },
    summary: 'Change the origins a publishable key is bound to',
    params: keyId,
    body: contract.UpdateKey,
    reply: contract.Key,
    refuses: ['not_found'],
    run: (call, { params, body }) => updateKey(call, params.id, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/keys/{id}/roll', tag: 'Keys', who: 'merchant', status: 201 },
    summary: 'Replace a key; the old one works on for the overlap',
    params: keyId,
    body: contract.RollKey,
    reply: contract.CreatedKey,
    refuses: ['not_found'],
    run: (call, { params, body }) => rollKey(call, params.id, body),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/keys/{id}', tag: 'Keys', who: 'merchant', status: 204 },
    summary: 'Revoke a key at once',
    params: keyId,
    refuses: ['not_found'],
    run: (call, { params }) => revokeKey(call, params.id),
  })
}
