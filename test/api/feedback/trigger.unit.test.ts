import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact, Showing } from '../../../api/feedback/read'
import { DUE_DAYS, mayAnswer, occasionOf } from '../../../api/feedback/trigger'
import { WriteSurvey, type WriteSurveyInput } from '../../../sdk/contract'
import { DAY_MS, HOUR_MS } from './surveys'

const START = Date.parse('2026-03-02T10:00:00Z')
const rules = (input: Partial<WriteSurveyInput> = {}) =>
  WriteSurvey.parse({ name: 'NPS', kind: 'nps', trigger: { on: 'order.paid', delayHours: 24 }, ...input })

const paid = (order: string, at: number): Fact => ({
  ...{ name: 'order.paid', source: `order:${order}`, at, order },
})
const shown = (at: number, extra: Partial<Showing> = {}): Showing => ({
  ...{ id: 'prm', customerId: 'cus', kind: 'survey', surveyId: 'srv', number: 1, page: null },
  ...{ source: 'order:1', shownAt: at, dismissedAt: null, answeredAt: null },
  ...extra,
})
const never = { shown: [], answeredAt: null }

test('is due from its delay on, for thirty days, of the newest fact', () => {
  const facts = [paid('1', START), paid('2', START + DAY_MS)]
  const at = (ms: number) => occasionOf(rules(), never, facts, START + ms)?.source ?? null
  expect(at(DAY_MS - 1)).toBeNull()
  expect(at(DAY_MS)).toBe('order:1')
  expect(at(2 * DAY_MS)).toBe('order:2')
  expect(at((DUE_DAYS + 2) * DAY_MS - 1)).toBe('order:2')
  expect(at((DUE_DAYS + 2) * DAY_MS)).toBeNull()
})

test('hears only the fact it names, and none at all where it names none', () => {
  const other = { ...paid('1', START), name: 'order.refunded' }
  expect(occasionOf(rules(), never, [other], START + 2 * DAY_MS)).toBeNull()
  expect(occasionOf(rules({ trigger: {} }), never, [], START)).toEqual({ source: null })
})

test('once put off is due anew after the pause, though the fact was long ago by then', () => {
  const config = rules({ repeat: { afterDismissalDays: 40 } })
  const putOff = START + 10 * DAY_MS
  const history = { shown: [shown(putOff - DAY_MS, { dismissedAt: putOff })], answeredAt: null }
  const at = (ms: number) => occasionOf(config, history, [paid('1', START)], putOff + ms)
  expect(at(40 * DAY_MS - 1)).toBeNull()
  expect(at(40 * DAY_MS)).toEqual({ source: 'order:1' })
  expect(at(70 * DAY_MS - 1)).toEqual({ source: 'order:1' })
  expect(at(70 * DAY_MS)).toBeNull()
})

test('is not asked about another fact in the pause either', () => {
  const history = { shown: [shown(START)], answeredAt: null }
  const facts = [paid('1', START - DAY_MS), paid('2', START)]
  expect(occasionOf(rules(), history, facts, START + 29 * DAY_MS)).toBeNull()
  expect(occasionOf(rules(), history, facts, START + 30 * DAY_MS)).toEqual({ source: 'order:2' })
})

describe('property', () => {
  const days = fc.integer({ min: 0, max: 120 })
  const repeat = fc.record({
    afterAnswerDays: fc.option(fc.integer({ min: 1, max: 60 })),
    afterDismissalDays: fc.integer({ min: 1, max: 60 }),
  })
  const life = fc.record({
    ...{ repeat, delayHours: fc.integer({ min: 0, max: 240 }) },
    orders: fc.uniqueArray(days, { maxLength: 12 }),
    /** What the customer does whenever something is asked: answers, puts off, or looks away. */
    reactions: fc.array(fc.constantFrom('answer', 'dismiss', 'ignore'), { minLength: 200, maxLength: 200 }),
  })

  type Life = typeof life extends fc.Arbitrary<infer L> ? L : never

  /** Plays days of somebody who is asked whenever that may be, and notes every time. */
  function play({ repeat, delayHours, orders, reactions }: Life) {
    const config = rules({ trigger: { on: 'order.paid', delayHours }, repeat })
    const facts = orders.map((day, i) => paid(`${i}`, START + day * DAY_MS))
    const log: Showing[] = []
    let answeredAt: number | null = null
    for (let day = 0; day < 200; day++) {
      const at = START + day * DAY_MS
      const known = facts.filter(fact => fact.at <= at)
      const occasion = occasionOf(config, { shown: log, answeredAt }, known, at)
      if (!occasion) continue
      const reaction = reactions[log.length % reactions.length]
      if (reaction === 'answer') answeredAt = at
      const when = { dismissedAt: reaction === 'dismiss' ? at + HOUR_MS : null }
      log.unshift(
        shown(at, { ...when, source: occasion.source, answeredAt: reaction === 'answer' ? at : null }),
      )
    }
    return { config, facts, log: log.reverse() }
  }

  test('nobody is asked in a pause, after an answer that was the last, or twice about one fact they answered', () => {
    fc.assert(
      fc.property(life, input => {
        const { config, facts, log } = play(input)
        const { afterAnswerDays, afterDismissalDays } = config.repeat
        log.forEach((asked, i) => {
          const fact = facts.find(({ source }) => source === asked.source)
          expect(asked.shownAt).toBeGreaterThanOrEqual((fact?.at ?? Infinity) + input.delayHours * HOUR_MS)
          for (const before of log.slice(0, i)) {
            const gap = asked.shownAt - (before.answeredAt ?? before.dismissedAt ?? before.shownAt)
            if (before.answeredAt === null) {
              if (before === log[i - 1]) expect(gap).toBeGreaterThanOrEqual(afterDismissalDays * DAY_MS)
              continue
            }
            expect(before.source).not.toBe(asked.source)
            expect(afterAnswerDays).not.toBeNull()
            expect(gap).toBeGreaterThanOrEqual((afterAnswerDays ?? Infinity) * DAY_MS)
          }
        })
      }),
    )
  })

  test('whoever has an order and never answered was asked about one', () => {
    fc.assert(
      fc.property(life, input => {
        const { facts, log } = play(input)
        expect(log.length > 0).toBe(facts.length > 0)
      }),
    )
  })

  test('an answer of one’s own is taken when its clock says so', () => {
    fc.assert(
      fc.property(repeat, fc.option(days), days, (clock, answeredDay, day) => {
        const answeredAt = answeredDay === null ? null : START + answeredDay * DAY_MS
        const open = mayAnswer(rules({ repeat: clock }), answeredAt, START + day * DAY_MS)
        const waited = answeredDay === null ? Infinity : day - answeredDay
        expect(open).toBe(answeredDay === null || waited >= (clock.afterAnswerDays ?? Infinity))
      }),
    )
  })
})
