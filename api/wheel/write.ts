import { and, eq } from 'drizzle-orm'
import type { WriteWheel } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { ifMatchHolds } from '../http/etag'
import { perform, type Within } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import { newId } from '../store/id'
import type { Db, Statement } from '../store/store'
import { versionAfter } from '../store/version'
import { presentWheel } from './present'
import { type WheelRow, wheelReads } from './read'
import { prizes, wheels } from './table'

const NOTHING_WON = { prizesWon: [], prizeDays: [], wheelDays: [] }

export function createWheel(call: Call, config: WriteWheel) {
  return perform(call, {
    read: () => ({}),
    decide(_, within) {
      const { tenant, random } = within
      check(config, within)
      const wheel: WheelRow = {
        id: newId('whl', call.realTime, random),
        merchantId: tenant.merchant.id,
        version: 1,
        config,
        spent: 0,
        budget: config.budget?.total ?? null,
        createdAt: tenant.at,
        deletedAt: null,
      }
      const { db } = call.store
      const body = presentWheel(wheel, { wheels: [wheel], ...NOTHING_WON }, tenant.at, tenant.zone)
      return {
        statements: [db.insert(wheels).values(wheel), ...stocks(db, wheel)],
        reply: { status: 201, body, headers: { ETag: '"1"' } },
      }
    },
  })
}

/** Replaces the wheel for future spins; what was won and spent stays counted. */
export function putWheel(call: Call, wheelId: string, config: WriteWheel, ifMatch: string | undefined) {
  const scope = { merchantId: merchantIdOf(call), realTime: call.realTime, wheelId }
  return perform(call, {
    read: db => wheelReads(db, scope),
    decide(rows, within) {
      const [known] = rows.wheels
      if (!known) throw refuse('not_found')
      if (!ifMatchHolds(ifMatch, `"${known.version}"`)) throw refuse('precondition_failed')
      check(config, within)
      checkStock(config, rows.prizesWon, known)
      const { db } = call.store
      const budget = config.budget?.total ?? null
      const wheel = { ...known, config, budget, version: known.version + 1 }
      const body = presentWheel(wheel, rows, within.tenant.at, within.tenant.zone)
      return {
        statements: [
          db
            .update(wheels)
            .set({ config, budget, version: versionAfter(known.version) })
            .where(eq(wheels.id, wheelId)),
          ...stocks(db, wheel),
        ],
        reply: { status: 200, body, headers: { ETag: `"${wheel.version}"` } },
      }
    },
  })
}

export function deleteWheel(call: Call, wheelId: string) {
  const scope = { merchantId: merchantIdOf(call), realTime: call.realTime, wheelId }
  return perform(call, {
    read: db => wheelReads(db, scope),
    decide({ wheels: [known] }) {
      if (!known) throw refuse('not_found')
      const mine = and(eq(wheels.id, wheelId), eq(wheels.merchantId, known.merchantId))
      return {
        statements: [call.store.db.update(wheels).set({ deletedAt: call.realTime }).where(mine)],
        reply: { status: 204, body: null },
      }
    },
  })
}

function check(config: WriteWheel, { tenant }: Within): void {
  const tiers = new Set(tenant.program.ladder?.tiers.map(({ id }) => id))
  const unknown = config.tiers.find(id => !tiers.has(id))
  if (unknown !== undefined) throw invalid('tiers', `no tier ${unknown}`)
}

function checkStock(config: WriteWheel, won: { prizeId: string; won: number }[], known: WheelRow): void {
  for (const { id, stock } of config.prizes) {
    const already = won.find(({ prizeId }) => prizeId === id)?.won ?? 0
    if (stock !== null && stock < already)
      throw refuse('stock_below_awarded', `${id} was won ${already} times`)
  }
  const total = config.budget?.total ?? null
  if (total !== null && total < known.spent) throw invalid('budget.total', `${known.spent} is spent already`)
}

function stocks(db: Db, wheel: WheelRow): Statement[] {
  return wheel.config.prizes.map(({ id, stock }) =>
    db
      .insert(prizes)
      .values({ wheelId: wheel.id, prizeId: id, won: 0, stock })
      .onConflictDoUpdate({ target: [prizes.wheelId, prizes.prizeId], set: { stock } }),
  )
}
