import { describe, expect, test } from 'vitest'
import { judge } from '../../../api/webhooks/retry'

const NOW = Date.parse('2026-03-02T10:00:00Z')
const HOUR_S = 3600
const SCHEDULE_S = [5, 300, 1800, 2 * HOUR_S, 5 * HOUR_S, 10 * HOUR_S, 14 * HOUR_S, 20 * HOUR_S, 24 * HOUR_S]

function secondsUntilNext(status: number | null, attempts: number, random: number, retryAfter?: number) {
  const verdict = judge({ status, retryAfter }, attempts, NOW, random)
  return verdict.status === 'waiting' ? (verdict.nextAttemptAt - NOW) / 1000 : verdict.status
}

describe('an attempt', () => {
  test.each([200, 201, 204, 299])('is a delivery with %i', status => {
    expect(judge({ status }, 1, NOW, 0)).toEqual({ status: 'delivered' })
  })

  test.each([null, 100, 302, 400, 404, 429, 500, 503])('is made again after %s, later every time', status => {
    expect(SCHEDULE_S.map((_, i) => secondsUntilNext(status, i + 1, 0.5))).toEqual(SCHEDULE_S)
    expect(secondsUntilNext(status, SCHEDULE_S.length + 1, 0.5)).toBe('failed')
  })

  test('is spread by a tenth to either side', () => {
    expect(secondsUntilNext(500, 2, 0)).toBe(270)
    expect(secondsUntilNext(500, 2, 1)).toBe(330)
  })

  test('waits as long as the receiver asks, a day at most', () => {
    expect(secondsUntilNext(503, 1, 0.5, 60)).toBe(60)
    expect(secondsUntilNext(503, 2, 0.5, 60)).toBe(300)
    expect(secondsUntilNext(429, 1, 0.5, 999_999_999)).toBe(24 * HOUR_S)
  })

  test('is the last with 410', () => {
    expect(judge({ status: 410 }, 1, NOW, 0)).toEqual({ status: 'gone' })
  })
})
