import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customers } from '../../../api/customers/table'
import { addMonths, yearStart } from '../../../api/merchants/calendar'
import { orders } from '../../../api/orders/table'
import { type Member, moveOf, tally } from '../../../api/program/moves'
import { newId } from '../../../api/store/id'
import type { Statement } from '../../../api/store/store'
import type { Grant, Measure } from '../../../api/tiers/ladder'
import { grants } from '../../../api/tiers/table'
import { lots } from '../../../api/wallet/table'
import type { LadderPeriod, ProgramPreview } from '../../../sdk/contract'
import { Program } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test.close())

const DAY_MS = 86_400_000
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

interface Person extends Member {
  grant: Grant | null
}

/** People as they are booked, written past the verbs: only what a preview may look at. */
async function store(merchantId: string, people: Person[], basis: 'points' | 'spend' | 'orders') {
  const { db } = test.store
  const statements: Statement[] = []
  people.forEach(({ grant, measures }, n) => {
    const customerId = newId('cus', test.clock.now, random)
    const profile = { id: customerId, merchantId, externalId: `c${n}`, createdAt: 0 }
    statements.push(db.insert(customers).values(profile))
    if (grant) {
      const old = { tierId: 'bronze', startsAt: 0, endsAt: 1 }
      statements.push(
        db.insert(grants).values([
          { customerId, seq: 1, ...old },
          { customerId, seq: 2, ...grant },
        ]),
      )
    }
    measures.forEach(({ at, value }, i) => {
      const lot = { seq: 10 + i, unit: 'points' as const, amount: value, remaining: 0, availableAt: at }
      const order = {
        id: newId('ord', at, random),
        merchantId,
        customerId,
        externalId: `${n}/${i}`,
        placedAt: at,
      }
      const paid = { status: 'paid' as const, paidAt: at, currency: 'GBP', total: value + 5, refunded: 5 }
      statements.push(
        basis === 'points'
          ? db.insert(lots).values({ customerId, ...lot, expiresAt: null, qualifying: value, source: 'x' })
          : db.insert(orders).values({ ...order, ...paid, refundedParts: {}, document: {} as never }),
      )
    })
  })
  await test.store.write(statements)
}

const period = fc.oneof<fc.Arbitrary<LadderPeriod>[]>(
  fc.constant({ kind: 'lifetime' as const }),
  fc.record({ kind: fc.constant('rolling' as const), months: fc.integer({ min: 1, max: 24 }) }),
  fc.record({
    kind: fc.constant('calendar' as const),
    startMonth: fc.constantFrom(1, 3, 12),
    startDay: fc.constantFrom(1, 28),
  }),
)

const zones = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Prague']
const hard = [
  '2027-02-28T12:00Z',
  '2027-03-01T05:00Z',
  '2028-02-29T23:00Z',
  '2027-12-31T20:00Z',
  '2027-03-28T02:30Z',
]

/** Instants around which a period may begin or end, give or take days that decide. */
function edgesOf(now: number, ladder: LadderPeriod, zone: string): number[] {
  const months = ladder.kind === 'rolling' ? ladder.months : 12
  const { startMonth, startDay } = ladder.kind === 'calendar' ? ladder : { startMonth: 1, startDay: 1 }
  const start = yearStart(now, startMonth, startDay, zone)
  return [now, addMonths(now, -months, zone), start, addMonths(start, -12, zone), addMonths(start, 12, zone)]
}

const world = fc
  .record({
    now: fc.constantFrom(...hard).map(day => Date.parse(day)),
    zone: fc.constantFrom(...zones),
    period,
    basis: fc.constantFrom('points' as const, 'spend' as const, 'orders' as const),
  })
  .chain(({ now, zone, period, basis }) => {
    const edges = edgesOf(now, period, zone)
    const near = fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -40, max: 40 }), fc.constantFrom(-1, 0, 1))
      .map(([edge, hours, ms]) => Math.max(0, edge + hours * 3_600_000 + ms))
    const measure = fc.record<Measure>({
      at: fc.oneof(near, fc.integer({ min: now - 900 * DAY_MS, max: now + 80 * DAY_MS })),
      value: fc.integer({ min: 1, max: 60 }),
    })
    const grant = fc.record({
      tierId: fc.constantFrom('bronze', 'silver', 'gold'),
      startsAt: fc.constant(0),
      endsAt: fc.option(fc.oneof(near, fc.integer({ min: now - 500 * DAY_MS, max: now + 800 * DAY_MS }))),
    })
    const person = fc.record({ grant: fc.option(grant), measures: fc.array(measure, { maxLength: 12 }) })
    return fc.record({
      now: fc.constant(now),
      zone: fc.constant(zone),
      period: fc.constant(period),
      basis: fc.constant(basis),
      people: fc.array(person, { maxLength: 12 }),
    })
  })

describe('a preview of the programme', () => {
  it('says what the ladder itself says of each customer', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ now, zone, period, basis, people }) => {
        const merchant = await test.createMerchant({ timeZone: zone })
        await merchant.setClock(now)
        await store(merchant.id, people, basis)
        const scale = basis === 'orders' ? 1 : 40
        const tiers = ['bronze', 'silver', 'gold'].map((id, i) => ({ id, name: id, threshold: i * scale }))
        const program = Program.parse({
          name: 'Club',
          ladder: { basis, currency: 'GBP', period, tiers },
        })
        const { status, body } = await merchant.send<ProgramPreview>('POST', '/v1/program/preview', program)
        expect(status).toBe(200)
        const moves = people.flatMap(
          person => moveOf(program.ladder, basis === 'orders' ? inOrders(person) : person, now, zone) ?? [],
        )
        const of = (when: string) => tally(moves.filter(move => move.when === when))
        expect(sorted(body)).toEqual(
          sorted({ customers: people.length, atOnce: of('atOnce'), atGrantEnd: of('atGrantEnd') }),
        )
      }),
      { numRuns: 60 },
    )
  })

  it("begins a year at the merchant's midnight, also where UTC is still in the year before", async () => {
    const merchant = await test.createMerchant({ timeZone: 'Pacific/Kiritimati' })
    const [lastYear, thisYear] = ['2027-12-31T09:00Z', '2027-12-31T12:00Z'].map(at => Date.parse(at))
    const measures = [
      { at: lastYear ?? 0, value: 60 },
      { at: thisYear ?? 0, value: 10 },
    ]
    await merchant.setClock('2027-12-31T20:00Z')
    await store(merchant.id, [{ grant: null, measures }], 'points')
    const tiers = [
      { id: 'a', name: 'A', threshold: 10 },
      { id: 'b', name: 'B', threshold: 40 },
    ]
    const program = { name: 'Club', ladder: { basis: 'points', period: { kind: 'calendar' }, tiers } }
    const { body } = await merchant.send<ProgramPreview>('POST', '/v1/program/preview', program)
    expect(body.atOnce).toEqual([{ from: null, to: 'a', customers: 1 }])
  })

  it('changes nothing and looks only at its own merchant', async () => {
    const [merchant, other] = [await test.createMerchant(), await test.createMerchant()]
    await store(other.id, [{ grant: null, measures: [{ at: test.clock.now, value: 50 }] }], 'points')
    const program = {
      name: 'Club',
      ladder: {
        basis: 'points',
        period: { kind: 'lifetime' },
        tiers: [{ id: 'a', name: 'A', threshold: 10 }],
      },
    }
    const preview = (of: typeof merchant) => of.send<ProgramPreview>('POST', '/v1/program/preview', program)
    expect((await preview(merchant)).body).toEqual({ customers: 0, atOnce: [], atGrantEnd: [] })
    expect((await preview(other)).body.atOnce).toEqual([{ from: null, to: 'a', customers: 1 }])
    expect((await preview(other)).body.atOnce).toEqual([{ from: null, to: 'a', customers: 1 }])
    const { body } = await other.send<{ version: number }>('GET', '/v1/program')
    expect(body.version).toBe(1)
  })

  it('leaves out orders in another currency when money counts', async () => {
    const merchant = await test.createMerchant()
    await store(merchant.id, [{ grant: null, measures: [{ at: test.clock.now, value: 50 }] }], 'spend')
    const tiers = [{ id: 'a', name: 'A', threshold: 10 }]
    const moves = async (currency: string) => {
      const program = {
        name: 'Club',
        ladder: { basis: 'spend', currency, period: { kind: 'lifetime' }, tiers },
      }
      return (await merchant.send<ProgramPreview>('POST', '/v1/program/preview', program)).body.atOnce
    }
    expect(await moves('EUR')).toEqual([])
    expect(await moves('GBP')).toEqual([{ from: null, to: 'a', customers: 1 }])
  })
})

const inOrders = (person: Person): Person => ({
  ...person,
  measures: person.measures.map(({ at }) => ({ at, value: 1 })),
})

/** Moves with as many customers come in any order. */
function sorted({ customers, atOnce, atGrantEnd }: ProgramPreview): ProgramPreview {
  const inOrder = (moves: ProgramPreview['atOnce']) =>
    moves.toSorted((a, b) => `${a.from}>${a.to}`.localeCompare(`${b.from}>${b.to}`))
  return { customers, atOnce: inOrder(atOnce), atGrantEnd: inOrder(atGrantEnd) }
}
