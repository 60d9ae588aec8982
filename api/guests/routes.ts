import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { merchantIdOf, shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { joinAsGuest } from './join'
import { mergeGuest, mergeKnownGuest } from './merge'

const keyQuery = z.object({
  key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }),
})

export function guestRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/guests', tag: 'Guests', who: 'page', status: 201 },
    summary: 'Join without an account',
    description: [
      'An address and the agreement to the terms that were shown; the newsletter is never a condition. The token goes',
      'where a customer token goes. Each address joins once, and so many a day and network.',
    ].join(' '),
    query: keyQuery,
    body: contract.JoinAsGuest,
    reply: contract.GuestSession,
    refuses: ['guests_closed', 'terms_changed', 'already_joined', 'guest_limit', 'origin_not_allowed'],
    run: (call, { body }) => joinAsGuest(call, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/merges', tag: 'Guests', who: 'shopper' },
    summary: 'Make the guest of before and the customer who signed in one',
    description: [
      'What the guest had becomes theirs, once. Both tokens are needed: that the addresses are the same proves nothing.',
      'Points, spins left, codes, answers and the link they came by go over; limits count what the guest has had.',
    ].join(' '),
    query: keyQuery,
    body: contract.MergeGuest,
    reply: contract.MergeResult,
    refuses: ['not_found', 'merged', 'token_expired', 'origin_not_allowed'],
    run: (call, { body }) => mergeGuest(call, shopperOf(call), body.guestToken),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/customers/{id}/merges', tag: 'Guests', who: 'merchant' },
    summary: 'Say that a guest is this customer',
    description:
      'For whoever has proved it to you. The guest becomes the customer once, and of one customer only.',
    params: z.object({ id: contract.CustomerId }),
    body: contract.MergeGuestId,
    reply: contract.MergeResult,
    refuses: ['not_found', 'merged'],
    run: (call, { params: { id }, body }) =>
      mergeKnownGuest(call, { merchantId: merchantIdOf(call), id }, body.guestId),
  })
}
