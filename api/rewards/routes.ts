import { z } from '@hono/zod-openapi'
import type { ProblemCode } from '../../sdk/contract'
import * as contract from '../../sdk/contract'
import { merchantIdOf, shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { listOwnedCodes } from './list-owned'
import { listPools } from './list-pools'
import { redeemCode } from './redeem'
import { releaseCode } from './release'
import { reserveCode } from './reserve'
import { rollbackCode } from './rollback'
import { uploadPool } from './upload-pool'
import { verifyCode } from './verify'
import { voidCode } from './void'

const params = z.object({ code: contract.TypedCode })
const guessed = ['code_not_found', 'too_many_attempts'] as const
const unusable = ['code_reserved', 'code_redeemed', 'code_expired', 'code_void', 'minimum_spend'] as const

/** How all five changes of a code are alike. */
const change = (verb: string, refuses: ProblemCode[]) => ({
  ...({ method: 'post', tag: 'Codes', who: 'merchant' } as const),
  path: `/v1/codes/{code}/${verb}`,
  params,
  reply: contract.Code,
  refuses: [...guessed, ...refuses],
})

export function rewardRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/codes/verify', tag: 'Codes', who: 'merchant' },
    summary: 'What a code is worth, and whether an order could use it now',
    description: 'No use is spent. Ten wrong codes within ten minutes lock the key and network out.',
    body: contract.VerifyCode,
    reply: contract.VerifiedCode,
    refuses: [...guessed],
    run: (call, { body }) => verifyCode(call, body),
  })
  changeRoutes(api)
  endpoint(api, {
    ...{ method: 'post', path: '/v1/pools/{pool}/codes', tag: 'Codes', who: 'merchant', status: 201 },
    summary: 'Upload codes of your own discount engine',
    description: 'All of them or none. They are handed out in the order they are uploaded.',
    params: z.object({ pool: contract.Slug }),
    body: contract.UploadPool,
    csv: contract.UploadPoolCsv,
    reply: contract.Pool,
    refuses: ['pool_code_taken'],
    run: (call, { params: { pool }, body }) => uploadPool(call, merchantIdOf(call), pool, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/pools', tag: 'Codes', who: 'merchant' },
    summary: 'Every pool, with how many codes it was given and how many are left',
    reply: contract.Pools,
    run: listPools,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/codes', tag: 'Shopper', who: 'visitor' },
    summary: 'The codes of the shopper with their tokens, newest first',
    query: contract.PageQuery.extend({
      key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }),
    }),
    reply: contract.page(contract.OwnedCode),
    refuses: ['token_expired', 'origin_not_allowed', 'merged'],
    run: (call, { query }) => listOwnedCodes(call, shopperOf(call), query),
  })
}

function changeRoutes(api: Api): void {
  endpoint(api, {
    ...change('reserve', [...unusable]),
    summary: 'Hold a code for one order for a while',
    description: 'The same order again holds it for longer.',
    body: contract.ReserveCode,
    run: (call, { params: { code }, body }) => reserveCode(call, code, body),
  })
  endpoint(api, {
    ...change('redeem', [...unusable]),
    summary: 'Spend a code on one order',
    description: 'Works without a reservation too. The same order again is answered with what it got.',
    body: contract.RedeemCode,
    run: (call, { params: { code }, body }) => redeemCode(call, code, body),
  })
  endpoint(api, {
    ...change('release', ['code_reserved', 'code_redeemed']),
    summary: 'Give the reservation of an order back',
    body: contract.ReleaseCode,
    run: (call, { params: { code }, body }) => releaseCode(call, code, body),
  })
  endpoint(api, {
    ...change('rollback', ['code_not_redeemed']),
    summary: 'Give the use of an order back, because the order came back',
    body: contract.RollbackCode,
    run: (call, { params: { code }, body }) => rollbackCode(call, code, body),
  })
  endpoint(api, {
    ...change('void', ['code_redeemed']),
    summary: 'Withdraw a code that has not been used',
    body: contract.VoidCode,
    run: (call, { params: { code }, body }) => voidCode(call, code, body),
  })
}
