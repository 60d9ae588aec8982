import type { OddsEntry, Prize, Simulation, WriteWheel } from '../../sdk/contract'
import { type Counters, isAvailable, liveOdds, oddsTotal } from './odds'
import { sfc32 } from './sfc32'

/** Some milliseconds. */
const SPINS_A_STEP = 5000

type Wins = Map<string | null, number>

/** A stretch of spins between which the odds stay as they are. */
interface Stretch {
  odds: OddsEntry[]
  total: number
  prizes: (Prize | undefined)[]
  /** While the budget can pay this one it can pay them all. */
  dearest: Prize | undefined
}

/**
 * A dry run: what `spins` spins would do today, using up stock, caps, pools and budget on the way. The same seed
 * gives the same run; it is no real draw. `share` is of the spins that were not refused, `odds` those before
 * the first spin; money is in minor units of the budget. It takes long, so it stops after every few thousand spins for
 * whoever wants to do something else meanwhile.
 */
export function* simulate(
  wheel: WriteWheel,
  counters: Counters,
  { spins, seed }: { spins: number; seed: string },
): Generator<void, Simulation> {
  const random = sfc32(seed)
  const used = copyOf(counters)
  const wins: Wins = new Map()
  const before = stretchOf(wheel, used)
  let now = before
  let drawn = 0
  for (; drawn < spins && now.total > 0; drawn++) {
    if (drawn % SPINS_A_STEP === SPINS_A_STEP - 1) yield
    const prize = pick(now, random)
    wins.set(prize?.id ?? null, (wins.get(prize?.id ?? null) ?? 0) + 1)
    if (!prize) continue
    use(prize, wheel, used)
    const lasts = [prize, now.dearest ?? prize].every(one => isAvailable(one, wheel, used))
    if (!lasts) now = stretchOf(wheel, used)
  }
  const cost = used.spentTotal - counters.spentTotal
  return { spins, refused: spins - drawn, cost, ...outcomes(wheel, before, wins, drawn) }
}

function stretchOf(wheel: WriteWheel, used: Counters): Stretch {
  const odds = liveOdds(wheel, used)
  const prizes = odds.map(entry => wheel.prizes.find(prize => prize.id === entry.prizeId))
  const [dearest] = prizes.filter(prize => prize !== undefined).sort((a, b) => b.cost - a.cost)
  return { odds, total: oddsTotal(odds), prizes, dearest }
}

function pick({ odds, total, prizes }: Stretch, random: () => number): Prize | undefined {
  let left = Math.floor(random() * total)
  const index = odds.findIndex(entry => {
    left -= entry.weight
    return left < 0
  })
  return prizes[index]
}

/** Without a prototype: `constructor` is a lawful prize id. */
const copyOf = ({ won, wonToday, poolLeft, ...spent }: Counters): Counters => ({
  ...spent,
  won: Object.assign(Object.create(null), won),
  wonToday: Object.assign(Object.create(null), wonToday),
  poolLeft: poolLeft && Object.assign(Object.create(null), poolLeft),
})

function use(prize: Prize, wheel: WriteWheel, used: Counters): void {
  used.won[prize.id] = (used.won[prize.id] ?? 0) + 1
  used.wonToday[prize.id] = (used.wonToday[prize.id] ?? 0) + 1
  used.spentTotal += prize.cost
  used.spentToday += prize.cost
  if (used.poolLeft && prize.award.kind === 'pool') useCode(prize.award.pool, wheel, used.poolLeft)
}

/** Prizes that share a pool share its codes. */
function useCode(pool: string, wheel: WriteWheel, poolLeft: Record<string, number>): void {
  for (const { id, award } of wheel.prizes)
    if (award.kind === 'pool' && award.pool === pool) poolLeft[id] = (poolLeft[id] ?? 0) - 1
}

function outcomes(
  wheel: WriteWheel,
  { odds, total }: Stretch,
  wins: Wins,
  drawn: number,
): Pick<Simulation, 'expectedCost' | 'prizes'> {
  const oddsOf = (prizeId: string | null) =>
    (odds.find(entry => entry.prizeId === prizeId)?.weight ?? 0) / Math.max(total, 1)
  const ids: (string | null)[] = wheel.prizes.map(prize => prize.id)
  if (wins.has(null) || oddsOf(null) > 0) ids.push(null)
  return {
    expectedCost: wheel.prizes.reduce((sum, prize) => sum + prize.cost * oddsOf(prize.id), 0),
    prizes: ids.map(prizeId => {
      const won = wins.get(prizeId) ?? 0
      return { prizeId, won, share: won / Math.max(drawn, 1), odds: oddsOf(prizeId) }
    }),
  }
}
