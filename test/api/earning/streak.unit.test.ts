import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextRun, numberAt, pays, type Run, standingOf } from '../../../api/earning/streak'
import { dayStart, weekStart } from '../../../api/merchants/calendar'
import { sfc32 } from '../../../api/wheel/sfc32'
import type { Streak } from '../../../sdk/contract'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const at = (instant: string) => Date.parse(instant)
const streak = (changed: Partial<Streak> = {}): Streak => ({ count: 3, per: 'day', freezes: 0, ...changed })

/** The run as it is stored after each of these instants. */
function live(instants: number[], rule: Streak, zone: string) {
  let run: Run | undefined
  const paid: number[] = []
  for (const instant of instants) {
    const next = nextRun(run, instant, rule, zone)
    if (!next) continue
    const due = pays(next, rule)
    if (due) paid.push(next.count)
    run = due ? { ...next, frozen: 0 } : next
  }
  return { run, paid }
}

const days = (...numbers: number[]) => numbers.map(day => day * DAY_MS + 12 * HOUR_MS)

describe('a streak of days', () => {
  it('pays whenever it reaches a multiple of its length', () => {
    expect(live(days(1, 2, 3, 4, 5, 6, 7), streak(), 'UTC').paid).toEqual([3, 6])
  })

  it('counts a day once', () => {
    const twice = days(1, 1, 2, 2, 3)
    expect(live(twice, streak(), 'UTC')).toEqual({ run: { count: 3, last: 3, frozen: 0 }, paid: [3] })
  })

  it('begins anew after a day that was missed', () => {
    expect(live(days(1, 2, 4, 5, 6), streak(), 'UTC').paid).toEqual([3])
    expect(live(days(1, 2, 4), streak(), 'UTC').run?.count).toBe(1)
  })

  it('lives through as many missed days as it has freezes, and has them again when it pays', () => {
    const frozen = streak({ freezes: 1 })
    expect(live(days(1, 3, 4, 6, 7, 8), frozen, 'UTC').paid).toEqual([3, 6])
    expect(live(days(1, 3, 5), frozen, 'UTC').run?.count).toBe(1)
    expect(live(days(1, 4), frozen, 'UTC').run?.count).toBe(1)
  })

  it('misses nothing on a day its zone never had', () => {
    for (const [zone, before, after] of [
      ['Pacific/Apia', '2011-12-29T20:00:00-10:00', '2011-12-31T08:00:00+14:00'],
      ['Pacific/Kwajalein', '1993-08-20T20:00:00-12:00', '1993-08-22T08:00:00+12:00'],
      ['Pacific/Kiritimati', '1994-12-30T20:00:00-10:00', '1995-01-01T08:00:00+14:00'],
    ] as const) {
      expect(live([at(before), at(after)], streak(), zone).run?.count, zone).toBe(2)
      const waiting = standingOf(live([at(before)], streak(), zone).run, at(before), streak(), zone)
      expect(waiting.endsAt, zone).toBeGreaterThan(at(after))
    }
  })

  it('says how it stands', () => {
    const rule = streak({ freezes: 1 })
    const { run } = live(days(1, 2), rule, 'UTC')
    const stand = (day: number) => standingOf(run, day * DAY_MS + 1, rule, 'UTC')
    expect(stand(2)).toEqual({ run: 2, freezesLeft: 1, doneNow: true, endsAt: 5 * DAY_MS })
    expect(stand(3)).toEqual({ run: 2, freezesLeft: 1, doneNow: false, endsAt: 5 * DAY_MS })
    expect(stand(4)).toEqual({ run: 2, freezesLeft: 0, doneNow: false, endsAt: 5 * DAY_MS })
    expect(stand(5)).toEqual({ run: 0, freezesLeft: 1, doneNow: false, endsAt: null })
    expect(standingOf(undefined, 0, rule, 'UTC').run).toBe(0)
  })

  it('begins anew when the merchant counts weeks from now on, or days again', () => {
    const daily = live(days(20_778, 20_779), streak(), 'UTC').run
    const weekly = streak({ per: 'week' })
    const [later] = days(20_780)
    expect(standingOf(daily, later ?? 0, weekly, 'UTC')).toMatchObject({
      run: 0,
      doneNow: false,
      endsAt: null,
    })
    const first = nextRun(daily, later ?? 0, weekly, 'UTC')
    expect(first).toEqual({ count: 1, last: numberAt(later ?? 0, 'week', 'UTC'), frozen: 0 })
    expect(nextRun(first ?? undefined, later ?? 0, streak({ freezes: 30 }), 'UTC')).toMatchObject({
      count: 1,
    })
  })

  it('stands when its freezes are taken away by the merchant', () => {
    const { run } = live(days(1, 3), streak({ freezes: 2 }), 'UTC')
    expect(standingOf(run, 4 * DAY_MS, streak(), 'UTC')).toMatchObject({ run: 2, freezesLeft: 0 })
  })
})

describe('a streak of weeks', () => {
  const weekly = streak({ per: 'week', count: 2 })

  it('counts a week from Monday once', () => {
    const week = ['2026-11-16T00:00:00Z', '2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z'].map(at)
    expect(live(week, weekly, 'UTC')).toMatchObject({ run: { count: 2 }, paid: [2] })
  })

  it('ends with the week after the last', () => {
    const { run } = live([at('2026-11-18T10:00:00Z')], weekly, 'UTC')
    const stand = standingOf(run, at('2026-11-20T10:00:00Z'), weekly, 'UTC')
    expect(stand).toMatchObject({ run: 1, doneNow: true, endsAt: at('2026-11-30T00:00:00Z') })
  })
})

interface Naive {
  run: number
  left: number
}

/** Day by day, with a purse of freezes: one entry per day for what the next fact finds. */
function naively(happened: boolean[], { count, freezes }: Streak): { before: Naive[]; paid: number[] } {
  const state: Naive = { run: 0, left: freezes }
  const paid: number[] = []
  const before = happened.map(didHappen => {
    const found = { ...state }
    if (didHappen) {
      state.run += 1
      if (state.run % count === 0) {
        paid.push(state.run)
        state.left = freezes
      }
    } else if (state.run > 0 && state.left > 0) state.left -= 1
    else Object.assign(state, { run: 0, left: freezes })
    return found
  })
  return { before, paid }
}

describe('any streak', () => {
  it('is what counting day by day finds', () => {
    const rules = fc.record({
      count: fc.integer({ min: 2, max: 6 }),
      freezes: fc.integer({ min: 0, max: 4 }),
    })
    const lives = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(rules, lives, (changed, happened) => {
        const rule = streak(changed)
        const { before, paid } = naively(happened, rule)
        const until = (day: number) => days(...happened.flatMap((did, i) => (did && i < day ? [i] : [])))
        expect(live(until(happened.length), rule, 'UTC').paid).toEqual(paid)
        const today = happened.length - 1
        const { run } = live(until(today), rule, 'UTC')
        const stand = standingOf(run, today * DAY_MS, rule, 'UTC')
        expect({ run: stand.run, left: stand.freezesLeft }).toEqual(before[today])
      }),
    )
  })

  it('wins at most one day by hopping between zones', () => {
    const zones = fc.constantFrom(
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Europe/Prague',
      'Asia/Kathmandu',
    )
    const hops = fc.array(fc.tuple(zones, fc.integer({ min: 0, max: 30 })), { maxLength: 60 })
    fc.assert(
      fc.property(hops, steps => {
        let [now, run, counted] = [at('2026-03-20T00:00:00Z'), undefined as Run | undefined, 0]
        const start = now
        for (const [zone, hours] of steps) {
          now += hours * HOUR_MS
          const next = nextRun(run, now, streak({ count: 366, freezes: 30 }), zone)
          if (next) [run, counted] = [next, counted + 1]
        }
        const daysTouched = Math.floor((now - start) / DAY_MS) + 2
        expect(counted).toBeLessThanOrEqual(daysTouched + 1)
      }),
    )
  })
})

const offsetOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (instant: number) => format.formatToParts(instant).find(part => part.type === 'timeZoneName')?.value
}

/** Every zone this machine knows whose clocks are put forward or back in 2026. */
const CHANGING = Intl.supportedValuesOf('timeZone').filter(zone => {
  const offset = offsetOf(zone)
  const months = Array.from({ length: 13 }, (_, month) => offset(Date.UTC(2026, month, 1)))
  return new Set(months).size > 1
})

/** An independent calendar: what `Intl` calls the day. */
const calendarOf = (zone: string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
  return (instant: number) => format.format(instant)
}

const plainDay = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)
const FIRST_DAY = Date.UTC(2026, 0, 1) / DAY_MS
/** Monday 29 December 2025 begins the first week of 2026, and there are 53. */
const FIRST_WEEK = numberAt(Date.UTC(2026, 0, 1), 'week', 'UTC')

/** Somewhere between two instants, and often in the first three hours, where clocks change. */
function somewhere(from: number, to: number, random: () => number): number {
  const most = random() < 0.5 ? Math.min(to - from, 3 * HOUR_MS) : to - from
  return from + Math.floor(random() * most)
}

function livesAYear(zone: string, seed: number): void {
  const random = sfc32(`${seed}/${zone}`)
  const calendar = calendarOf(zone)
  const daily = streak({ count: 366 })
  let run: Run | undefined
  for (let day = FIRST_DAY; day < FIRST_DAY + 365; day++) {
    const [from, to] = [dayStart(day, zone), dayStart(day + 1, zone)]
    const first = somewhere(from, to, random)
    const again = somewhere(first, to, random)
    const label = `${zone} ${plainDay(day)}`
    expect([first, again, to - 1].map(calendar), label).toEqual(Array(3).fill(plainDay(day)))
    const next = nextRun(run, first, daily, zone)
    if (next?.count !== day - FIRST_DAY + 1) throw new Error(`${label} is lost`)
    run = next
    for (const second of [again, to - 1])
      if (nextRun(run, second, daily, zone)) throw new Error(`${label} counts twice`)
  }
}

function livesInWeeks(zone: string, seed: number): void {
  const random = sfc32(`${seed}/weeks/${zone}`)
  const weekly = streak({ count: 366, per: 'week' })
  let run: Run | undefined
  for (let week = FIRST_WEEK; week < FIRST_WEEK + 53; week++) {
    const [from, to] = [week, week + 1].map(each => dayStart(weekStart(each), zone)) as [number, number]
    const first = random() < 0.3 ? from : somewhere(from, to, random)
    const next = nextRun(run, first, weekly, zone)
    if (next?.count !== week - FIRST_WEEK + 1) throw new Error(`${zone} week ${week} is lost`)
    run = next
    for (const second of [somewhere(first, to, random), to - 1])
      if (nextRun(run, second, weekly, zone)) throw new Error(`${zone} week ${week} counts twice`)
  }
}

describe('over a year with a change of clocks', () => {
  it('knows the zones that have one', () => {
    expect(CHANGING.length).toBeGreaterThan(80)
    for (const zone of ['Europe/Prague', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'])
      expect(CHANGING).toContain(zone)
  })

  it('loses no day and counts none twice, in every such zone', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        for (const zone of CHANGING) livesAYear(zone, seed)
      }),
      { numRuns: 1 },
    )
  }, 30_000)

  it('loses no week and counts none twice, in every such zone', () => {
    fc.assert(
      fc.property(fc.nat(), seed => {
        for (const zone of CHANGING) livesInWeeks(zone, seed)
      }),
      { numRuns: 3 },
    )
  }, 30_000)
})
