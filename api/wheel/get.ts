import type { SimulateWheel } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { dayNumber } from '../merchants/calendar'
import { poolReads } from '../rewards/issue'
import { inSteps } from '../store/turn'
import { countersOf, oddsNow } from './counters'
import { hashOdds, oddsTotal } from './odds'
import { presentWheel } from './present'
import { wheelReads } from './read'
import { simulate } from './simulate'

const scopeOf = (call: Call, wheelId?: string) => ({
  merchantId: merchantIdOf(call),
  realTime: call.realTime,
  wheelId,
})

export function listWheels(call: Call) {
  return perform(call, {
    read: db => wheelReads(db, scopeOf(call)),
    decide(rows, { tenant }) {
      const data = rows.wheels.map(wheel => presentWheel(wheel, rows, tenant.at, tenant.zone))
      return { statements: [], reply: { status: 200, body: { data, nextCursor: null } } }
    },
  })
}

export function getWheel(call: Call, wheelId: string) {
  return perform(call, {
    read: db => wheelReads(db, scopeOf(call, wheelId)),
    decide(rows, { tenant }) {
      const [wheel] = rows.wheels
      if (!wheel) throw refuse('not_found')
      const body = presentWheel(wheel, rows, tenant.at, tenant.zone)
      return { statements: [], reply: { status: 200, body, headers: { ETag: `"${wheel.version}"` } } }
    },
  })
}

/** The weights a draw would use this moment. */
export function getOdds(call: Call, wheelId: string) {
  return perform(call, {
    read: db => ({ ...wheelReads(db, scopeOf(call, wheelId)), ...poolReads(db, merchantIdOf(call)) }),
    async decide(rows, { tenant }) {
      const [wheel] = rows.wheels
      if (!wheel) throw refuse('not_found')
      const odds = oddsNow(wheel, rows, rows.pools, tenant.at, tenant.zone)
      const body = { wheelId, odds, total: oddsTotal(odds), oddsHash: await hashOdds(odds) }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

/** A dry run against today's stock, caps and budget. */
export function simulateWheel(call: Call, wheelId: string, input: SimulateWheel) {
  return perform(call, {
    read: db => ({ ...wheelReads(db, scopeOf(call, wheelId)), ...poolReads(db, merchantIdOf(call)) }),
    async decide(rows, { tenant }) {
      const [wheel] = rows.wheels
      if (!wheel) throw refuse('not_found')
      const counters = countersOf(wheel, rows, rows.pools, dayNumber(tenant.at, tenant.zone))
      const body = await inSteps(simulate(wheel.config, counters, input))
      return { statements: [], reply: { status: 200, body } }
    },
  })
}
