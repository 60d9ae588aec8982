import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { readJournal } from '../wallet/read-journal'
import { spin } from '../wheel/spin'
import { getMe } from './me'
import { getStorefront } from './storefront'

const byKey = { key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }) }
const keyQuery = z.object(byKey)

export function shopperRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/storefront', tag: 'Shopper', who: 'page' },
    summary: 'The public programme and its wheels with live odds',
    query: keyQuery,
    reply: contract.Storefront,
    refuses: ['origin_not_allowed'],
    run: call => getStorefront(call, call.ifNoneMatch),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me', tag: 'Shopper', who: 'shopper' },
    summary: 'One call for the whole widget',
    query: keyQuery,
    reply: contract.Me,
    refuses: ['token_expired', 'origin_not_allowed'],
    run: call => getMe(call, shopperOf(call)),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/journal', tag: 'Shopper', who: 'shopper' },
    summary: 'Every line with its reason, newest first',
    query: contract.PageQuery.extend(byKey),
    reply: contract.page(contract.JournalLine),
    refuses: ['token_expired', 'not_found'],
    run: (call, { query }) => readJournal(call, shopperOf(call), query),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/spins', tag: 'Shopper', who: 'shopper', status: 201 },
    summary: 'Spin a wheel',
    description: 'The request names no prize: the server draws with the seed it promised and reveals it.',
    query: keyQuery,
    body: contract.Spin,
    reply: contract.SpinResult,
    movesValue: true,
    refuses: [
      ...(['not_found', 'no_spins_left', 'insufficient_points', 'spin_limit_reached'] as const),
      ...(['wheel_closed', 'wheel_sold_out', 'not_eligible', 'stale_commitment', 'token_expired'] as const),
    ],
    run: (call, { body }) => spin(call, shopperOf(call), body),
  })
}
