import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import { type Api, endpoint } from '../http/endpoint'
import { getOdds, getWheel, listWheels, simulateWheel } from './get'
import { createWheel, deleteWheel, putWheel } from './write'

const params = z.object({ id: contract.WheelId })

export function wheelRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'post', path: '/v1/wheels', tag: 'Wheels', who: 'merchant', status: 201 },
    summary: 'Create a wheel',
    body: contract.WriteWheel,
    reply: contract.Wheel,
    run: (call, { body }) => createWheel(call, body),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/wheels', tag: 'Wheels', who: 'merchant' },
    summary: 'Every wheel with what was won and spent',
    reply: contract.page(contract.Wheel),
    run: listWheels,
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/wheels/{id}', tag: 'Wheels', who: 'merchant' },
    summary: 'One wheel',
    params,
    reply: contract.Wheel,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getWheel(call, id),
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/wheels/{id}', tag: 'Wheels', who: 'merchant' },
    summary: 'Replace a wheel for future spins',
    description: 'Takes If-Match. What was won and spent stays counted.',
    params,
    body: contract.WriteWheel,
    reply: contract.Wheel,
    refuses: ['not_found', 'precondition_failed', 'stock_below_awarded'],
    run: (call, { params: { id }, body }) => putWheel(call, id, body, call.ifMatch),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/wheels/{id}', tag: 'Wheels', who: 'merchant', status: 204 },
    summary: 'Take a wheel away; spins and codes won stay',
    params,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => deleteWheel(call, id),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/wheels/{id}/odds', tag: 'Wheels', who: 'merchant' },
    summary: 'The odds a spin has this moment',
    params,
    reply: contract.Odds,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => getOdds(call, id),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/wheels/{id}/simulate', tag: 'Wheels', who: 'merchant' },
    summary: 'Try the wheel without spending anything',
    params,
    body: contract.SimulateWheel,
    reply: contract.Simulation,
    refuses: ['not_found'],
    run: (call, { params: { id }, body }) => simulateWheel(call, id, body),
  })
}
