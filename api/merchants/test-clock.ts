import { eq, type SQL, sql } from 'drizzle-orm'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { merchants } from './table'
import type { Tenant } from './tenant'

function onlyInTestMode({ merchant }: Tenant): void {
  if (merchant.mode !== 'test') throw refuse('not_test_mode')
}

export function getTestClock(call: Call) {
  return perform(call, {
    read: () => ({}),
    decide(_, { tenant }) {
      onlyInTestMode(tenant)
      return {
        statements: [],
        reply: { status: 200, body: { now: iso(tenant.at), frozen: tenant.merchant.testClock !== null } },
      }
    },
  })
}

/** Stands still where it is put, until it is put further. It never goes back: what was booked stays booked. */
export function setTestClock(call: Call, { now }: { now: string }) {
  return perform(call, {
    read: () => ({}),
    decide(_, { tenant }) {
      onlyInTestMode(tenant)
      const testClock = Date.parse(now)
      if (testClock < tenant.at) throw refuse('clock_goes_back', `It is ${iso(tenant.at)}`)
      return {
        statements: [
          call.store.db
            .update(merchants)
            .set({ testClock, mode: modeUntil(testClock) })
            .where(eq(merchants.id, tenant.merchant.id)),
        ],
        reply: { status: 200, body: { now: iso(testClock), frozen: true } },
      }
    },
  })
}

/** Null where the clock has been put further meanwhile, and a mode takes no null: it is decided again. */
const modeUntil = (testClock: number): SQL<'test' | 'live'> =>
  sql`CASE WHEN coalesce(test_clock, 0) <= ${testClock} THEN mode END`
