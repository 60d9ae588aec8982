import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { getItem, listItems } from './get'
import { listOwnRedemptions, listRedemptions } from './list-redemptions'
import { redeem } from './redeem'
import { returnAny, returnOwn } from './return'
import { createItem, deleteItem, putItem } from './write'

const itemParams = z.object({ id: contract.ItemId })
const redemptionParams = z.object({ id: contract.RedemptionId })
const byKey = { key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }) }

const HOW_IT_GOES_BACK = [
  'The points go back with the clock they had: what has expired meanwhile expires at once, and a refund of the order',
  'that earned them finds them. The code is withdrawn and the item is in stock again; a code from a pool is not put',
  'back into the pool, because somebody has seen it. Once more is answered the same and changes nothing.',
].join(' ')

const IMAGE = 'An `image` is fetched by shoppers, so it cannot be on a private network.'

export function catalogueRoutes(api: Api): void {
  itemRoutes(api)
  salesRoutes(api)
  shopperRoutes(api)
}

function itemRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/catalogue', tag: 'Catalogue', who: 'merchant', status: 201 },
    summary: 'Offer something for points',
    description: IMAGE,
    body: contract.WriteItem,
    reply: contract.Item,
    run: (call, { body }) => createItem(call, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/catalogue', tag: 'Catalogue', who: 'merchant' },
    summary: 'Every item with how many were bought',
    reply: contract.page(contract.Item),
    run: listItems,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/catalogue/{id}', tag: 'Catalogue', who: 'merchant' },
    summary: 'One item',
    params: itemParams,
    reply: contract.Item,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getItem(call, id),
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/catalogue/{id}', tag: 'Catalogue', who: 'merchant' },
    summary: 'Replace an item for future redemptions',
    description: `Takes If-Match. What was bought stays as it was bought. ${IMAGE}`,
    params: itemParams,
    body: contract.WriteItem,
    reply: contract.Item,
    refuses: ['not_found', 'precondition_failed', 'stock_below_awarded'],
    run: (call, { params: { id }, body }) => putItem(call, id, body, call.ifMatch),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/catalogue/{id}', tag: 'Catalogue', who: 'merchant', status: 204 },
    summary: 'Take an item away; what was bought stays usable',
    params: itemParams,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => deleteItem(call, id),
  })
}

function salesRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/redemptions', tag: 'Catalogue', who: 'merchant' },
    summary: 'What was bought with points, newest first',
    query: contract.FindRedemptions,
    reply: contract.page(contract.CustomerRedemption),
    run: (call, { query }) => listRedemptions(call, query),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/redemptions/{id}/returns', tag: 'Catalogue', who: 'merchant' },
    summary: 'Give a customer the points back for an unused code',
    description: `You are not bound by the item's \`returnDays\`. ${HOW_IT_GOES_BACK}`,
    params: redemptionParams,
    body: contract.ReturnRedemption,
    reply: contract.RedemptionResult,
    refuses: ['not_found', 'not_returnable'],
    run: (call, { params: { id } }) => returnAny(call, id),
  })
}

function shopperRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/redemptions', tag: 'Shopper', who: 'shopper', status: 201 },
    summary: 'Buy something with points',
    description:
      'Where the shopper chooses the amount, `points` is what they chose: points times `perPoint`.',
    query: z.object(byKey),
    body: contract.Redeem,
    reply: contract.RedemptionResult,
    movesValue: true,
    refuses: [
      ...(['not_found', 'item_closed', 'not_eligible', 'item_limit_reached', 'item_sold_out'] as const),
      ...(['insufficient_points', 'token_expired', 'origin_not_allowed'] as const),
    ],
    run: (call, { body }) => redeem(call, shopperOf(call), body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/redemptions', tag: 'Shopper', who: 'shopper' },
    summary: 'What the shopper has bought with points, newest first',
    query: contract.PageQuery.extend(byKey),
    reply: contract.page(contract.Redemption),
    refuses: ['token_expired', 'origin_not_allowed'],
    run: (call, { query }) => listOwnRedemptions(call, shopperOf(call), query),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/me/redemptions/{id}/returns', tag: 'Shopper', who: 'shopper' },
    summary: 'Give an unused code back for its points',
    description: `Possible until \`returnableUntil\`. ${HOW_IT_GOES_BACK}`,
    params: redemptionParams,
    query: z.object(byKey),
    body: contract.ReturnRedemption,
    reply: contract.RedemptionResult,
    refuses: ['not_found', 'not_returnable', 'token_expired', 'origin_not_allowed'],
    run: (call, { params: { id } }) => returnOwn(call, id),
  })
}
