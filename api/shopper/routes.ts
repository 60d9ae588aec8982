import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { checkIn } from '../earning/check-in'
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
    run: getStorefront,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me', tag: 'Shopper', who: 'visitor' },
    summary: 'One call for the whole widget',
    description: [
      'A customer your server vouches for is created on first sight. A guest with the same e-mail address stays a',
      'guest: an address somebody typed proves nothing. `POST /v1/me/merges` makes one of the two.',
    ].join(' '),
    query: keyQuery,
    reply: contract.Me,
    refuses: ['token_expired', 'origin_not_allowed', 'merged'],
    run: call => getMe(call, shopperOf(call)),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/journal', tag: 'Shopper', who: 'visitor' },
    summary: 'Every line with its reason, newest first',
    query: contract.PageQuery.extend(byKey),
    reply: contract.page(contract.JournalLine),
    refuses: ['token_expired', 'not_found', 'merged'],
    run: (call, { query }) => readJournal(call, shopperOf(call), query),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/spins', tag: 'Shopper', who: 'visitor', status: 201 },
    summary: 'Spin a wheel',
    description: [
      'The request names no prize: the server draws with the seed it promised and reveals it.',
      'A guest has one spin at each wheel that takes guests, by its free entry.',
    ].join(' '),
    query: keyQuery,
    body: contract.Spin,
    reply: contract.SpinResult,
    movesValue: true,
    refuses: [
      ...(['not_found', 'no_spins_left', 'insufficient_points', 'spin_limit_reached'] as const),
      ...(['wheel_closed', 'wheel_sold_out', 'not_eligible', 'stale_commitment', 'token_expired'] as const),
      'merged' as const,
    ],
    run: (call, { body }) => spin(call, shopperOf(call), body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/check-ins', tag: 'Shopper', who: 'shopper', status: 201 },
    summary: 'Check in today',
    description: "Once a day of the shopper's own zone; the day itself keeps it from counting twice.",
    query: keyQuery,
    body: contract.CheckIn,
    reply: contract.CheckInResult,
    refuses: ['not_found', 'already_checked_in', 'token_expired'],
    run: (call, { body }) => checkIn(call, shopperOf(call), body),
  })
}
