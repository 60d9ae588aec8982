import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { merchantIdOf, shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { claim } from './claim'
import { decideReferral } from './decide'
import { listReferrals } from './list'
import { listFriends } from './list-friends'
import { reportReferrals } from './report'
import { visit } from './visit'

const byKey = { key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }) }
const keyQuery = z.object(byKey)
const params = z.object({ id: contract.ReferralId })
const period = z.object({ from: contract.Instant.optional(), until: contract.Instant.optional() })

export function referralRoutes(api: Api): void {
  pageRoutes(api)
  endpoint(api, {
    ...{ method: 'get', path: '/v1/referrals', tag: 'Referrals', who: 'merchant' },
    summary: 'Who brought whom, newest first',
    description: 'With `state`, a page may hold fewer than `limit`; `nextCursor` null is the end.',
    query: contract.ListReferrals,
    reply: contract.page(contract.Referral),
    run: (call, { query }) => listReferrals(call, merchantIdOf(call), query),
  })
  endpoint(api, {
    ...{ method: 'patch', path: '/v1/referrals/{id}', tag: 'Referrals', who: 'merchant' },
    summary: 'Approve or decline a referral',
    description: 'Approving pays the friend at once. What is declined never pays the advocate.',
    params,
    body: contract.DecideReferral,
    reply: contract.Referral,
    refuses: ['not_found', 'referral_decided'],
    run: (call, { params: { id }, body }) => decideReferral(call, merchantIdOf(call), id, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/reports/referrals', tag: 'Reports', who: 'merchant' },
    summary: 'From visits to paid referrals',
    description: 'Of the visits in the period. Each step counts those that have gone further too.',
    query: period,
    reply: contract.ReferralReport,
    run: (call, { query }) => reportReferrals(call, query),
  })
}

function pageRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/referrals/visits', tag: 'Referrals', who: 'page', status: 201 },
    summary: 'Somebody has followed a link',
    description:
      'The same network on the same day is the same visit, answered with 200. No address is stored.',
    query: keyQuery,
    body: contract.Visit,
    reply: contract.VisitResult,
    refuses: ['not_found', 'referrals_closed', 'origin_not_allowed'],
    run: (call, { body }) => visit(call, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/referrals/claims', tag: 'Referrals', who: 'visitor', status: 201 },
    summary: 'A friend says whose link brought them',
    description: 'One advocate per friend, for ever: the same claim again answers 200 and changes nothing.',
    query: keyQuery,
    body: contract.Claim,
    reply: contract.ClaimResult,
    refuses: [
      ...(['not_found', 'referrals_closed', 'referral_expired', 'self_referral'] as const),
      ...(['existing_customer', 'already_referred', 'token_expired', 'origin_not_allowed'] as const),
    ],
    run: (call, { body }) => claim(call, shopperOf(call), body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/referrals', tag: 'Shopper', who: 'shopper' },
    summary: 'The friends somebody has brought, newest first',
    query: contract.PageQuery.extend(byKey),
    reply: contract.page(contract.InvitedFriend),
    refuses: ['token_expired', 'origin_not_allowed'],
    run: (call, { query }) => listFriends(call, shopperOf(call), query),
  })
}
