import fc from 'fast-check'
import type { Counters } from '../../../api/wheel/odds'
import { WriteWheel, type WriteWheelInput } from '../../../sdk/contract'

export const NOTHING_WON: Counters = { won: {}, wonToday: {}, spentTotal: 0, spentToday: 0 }

type PrizeInput = WriteWheelInput['prizes'][number]

export const prize = (id: string, weight: number, more: Partial<PrizeInput> = {}): PrizeInput => ({
  id,
  name: id,
  award: { kind: 'points', points: 10 },
  weight,
  ...more,
})

/** A wheel with the defaults of the contract. */
export const wheelOf = (prizes: PrizeInput[], more: Partial<WriteWheelInput> = {}): WriteWheel =>
  WriteWheel.parse({ name: 'Wheel', prizes, ...more })

const cap = fc.option(fc.integer({ min: 0, max: 4 }))
const prizes = fc
  .array(
    fc.record({
      weight: fc.integer({ min: 0, max: 20 }),
      stock: cap,
      perDay: cap,
      cost: fc.constantFrom(0, 0, 3, 7),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map(list => list.map((limits, i) => prize(`p${i}`, limits.weight, limits)))
  .filter(list => list.some(({ weight }) => weight > 0))
const budget = fc.option(
  fc.record({ currency: fc.constant('GBP'), perDay: cap, total: cap.map(n => n && n * 10) }),
)

/** Wheels of every rule, with tight and loose limits. */
export const wheels = fc
  .record({
    prizes,
    budget,
    soldOut: fc.constantFrom('redistribute' as const, 'no_win' as const, 'fallback' as const),
  })
  .map(({ prizes, ...more }) => wheelOf(prizes, { ...more, fallbackPrizeId: 'p0' }))

const counts = fc.array(fc.nat({ max: 4 }), { minLength: 6, maxLength: 6 })
const named = (list: number[]) => Object.fromEntries(list.map((count, i) => [`p${i}`, count]))

export const counters: fc.Arbitrary<Counters> = fc.record({
  won: counts.map(named),
  wonToday: counts.map(named),
  spentTotal: fc.nat({ max: 40 }),
  spentToday: fc.nat({ max: 5 }),
})
