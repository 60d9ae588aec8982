import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { adjust } from '../earning/adjust'
import { merchantIdOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { readJournal } from '../wallet/read-journal'
import { findCustomers } from './find'
import { getCustomer } from './get'
import { sendEvent } from './send-event'
import { updateCustomer } from './update'
import { upsertCustomer } from './upsert'

const params = z.object({ id: contract.CustomerId })

export function customerRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/customers', tag: 'Customers', who: 'merchant' },
    summary: 'Create a customer, or update the fields that are named',
    description: [
      'Answers 201 when the customer is new. A guest with the same e-mail address stays a guest: an address somebody',
      'typed proves nothing. `POST /v1/customers/{id}/merges` makes one of the two.',
    ].join(' '),
    body: contract.UpsertCustomer,
    reply: contract.Customer,
    run: (call, { body }) => upsertCustomer(call, merchantIdOf(call), body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/customers', tag: 'Customers', who: 'merchant' },
    summary: 'Find customers',
    query: contract.FindCustomers,
    reply: contract.page(contract.Customer),
    run: (call, { query }) => findCustomers(call, merchantIdOf(call), query),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/customers/{id}', tag: 'Customers', who: 'merchant' },
    summary: 'One customer with balances',
    params,
    reply: contract.Customer,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getCustomer(call, merchantIdOf(call), id),
  })
  endpoint(api, {
    ...{ method: 'patch', path: '/v1/customers/{id}', tag: 'Customers', who: 'merchant' },
    summary: 'Change a profile',
    params,
    body: contract.UpdateCustomer,
    reply: contract.Customer,
    refuses: ['not_found', 'merged'],
    run: (call, { params: { id }, body }) => updateCustomer(call, merchantIdOf(call), id, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/customers/{id}/journal', tag: 'Customers', who: 'merchant' },
    summary: 'Every line with its reason, newest first',
    params,
    query: contract.PageQuery,
    reply: contract.page(contract.JournalLine),
    refuses: ['not_found'],
    run: (call, { params: { id }, query }) =>
      readJournal(call, { merchantId: merchantIdOf(call), id }, query),
  })
  endpoint(api, {
    ...{
      method: 'post',
      path: '/v1/customers/{id}/adjustments',
      tag: 'Customers',
      who: 'merchant',
      status: 201,
    },
    summary: 'Give or take points or spins by hand',
    params,
    body: contract.Adjust,
    reply: contract.Customer,
    movesValue: true,
    refuses: ['not_found', 'insufficient_points', 'insufficient_spins', 'merged'],
    run: (call, { params: { id }, body }) => adjust(call, merchantIdOf(call), id, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/events', tag: 'Events', who: 'merchant', status: 201 },
    summary: 'Tell of anything a rule listens to',
    description: 'An event id is taken once, for ever: the same event again is answered with what it earned.',
    body: contract.SendEvent,
    reply: contract.EventResult,
    refuses: ['event_differs'],
    run: (call, { body }) => sendEvent(call, body),
  })
}
