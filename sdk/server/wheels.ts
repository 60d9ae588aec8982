import type { Odds, Page, SimulateWheelInput, Simulation, Wheel, WriteWheelInput } from '../contract'
import type { Paging } from './customers'
import { path } from './path'
import type { Request } from './request'

/** Prize wheels: prizes with weights, stock, caps and a budget. Laurel draws, and proves it afterwards. */
export function wheels(request: Request) {
  return {
    /**
     * @example
     * const { id } = await laurel.wheels.create({
     *   name: 'Spin of the day',
     *   entry: { free: { count: 1, per: 'day' } },
     *   prizes: [
     *     { id: 'ten', name: '10 % off', weight: 1, award: { kind: 'percent', percent: 10, currency: 'GBP' } },
     *     { id: 'points', name: '50 points', weight: 3, award: { kind: 'points', points: 50 } },
     *   ],
     * })
     */
    create: (wheel: WriteWheelInput) => request<Wheel>({ method: 'POST', path: '/v1/wheels', body: wheel }),

    list: (query: Paging = {}) => request<Page<Wheel>>({ path: '/v1/wheels', query: { ...query } }),

    get: (id: string) => request<Wheel>({ path: path`/v1/wheels/${id}` }),

    /** Refuses with `stock_below_awarded`, and `precondition_failed` for another version than `ifVersion`. */
    put: (id: string, wheel: WriteWheelInput, options: { ifVersion?: number } = {}) =>
      request<Wheel>({ method: 'PUT', path: path`/v1/wheels/${id}`, body: wheel, ...options }),

    delete: (id: string) => request<void>({ method: 'DELETE', path: path`/v1/wheels/${id}` }),

    /** The weights a draw would use now. */
    odds: (id: string) => request<Odds>({ path: path`/v1/wheels/${id}/odds` }),

    /** Dry run: what many spins would cost and give; nothing is stored. */
    simulate: (id: string, run: SimulateWheelInput = {}) =>
      request<Simulation>({ method: 'POST', path: path`/v1/wheels/${id}/simulate`, body: run }),
  }
}
