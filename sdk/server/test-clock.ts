import type { TestClock } from '../contract'
import type { Request } from './request'

/** The clock of a test-mode merchant: watch points mature and expire, and tiers roll over. */
export function testClock(request: Request) {
  return {
    get: () => request<TestClock>({ path: '/v1/test-clock' }),

    /**
     * Only forward (`clock_goes_back`), only in test mode (`not_test_mode`).
     * @param now RFC 3339
     * @example
     * await laurel.testClock.set('2027-06-01T09:00:00Z')
     */
    set: (now: string) => request<TestClock>({ method: 'PUT', path: '/v1/test-clock', body: { now } }),
  }
}
