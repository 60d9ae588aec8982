import { describe, expect, it } from 'vitest'
import { type Caller, openLimiter } from '../../../api/http/limits'

const NOW = Date.parse('2026-03-02T10:00:15Z')
const MINUTE_MS = 60_000
const MOST = 50_000

const page = (name: string): Caller => ({ name, policy: 'page' })
const secret = (name: string): Caller => ({ name, policy: 'secret' })
/** Another network for each number. */
const network = (number: number) => `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`

const limiterOfOne = () => {
  const count = openLimiter({ secretPerMinute: 1, pagePerMinute: 1 })
  return (caller: Caller, address: string, now = NOW) => count(caller, address, now).waitS === null
}

describe('who counts as one caller', () => {
  it('is a page of one shop on one network', () => {
    const mayCall = limiterOfOne()
    expect(mayCall(page('a'), network(1))).toBe(true)
    expect(mayCall(page('b'), network(1))).toBe(true)
    expect(mayCall(page('a'), network(2))).toBe(true)
    expect(mayCall(page('a'), network(1))).toBe(false)
  })

  it('is a secret key, wherever it is used', () => {
    const mayCall = limiterOfOne()
    expect(mayCall(secret('a'), network(1))).toBe(true)
    expect(mayCall(secret('a'), network(2))).toBe(false)
  })

  it('has one preflight for each call, which are counted apart', () => {
    const mayCall = limiterOfOne()
    const preflight: Caller = { name: 'a', policy: 'preflight' }
    expect([preflight, page('a'), preflight, page('a')].map(caller => mayCall(caller, network(1)))).toEqual([
      ...[true, true, false, false],
    ])
  })

  it('is any network without a key, whatever it asks for', () => {
    const mayCall = limiterOfOne()
    const asked = [secret(''), page(''), secret(''), page('')]
    expect(asked.map(caller => mayCall(caller, network(1)))).toEqual([true, true, false, false])
    expect(mayCall(secret(''), network(2))).toBe(true)
  })

  it('may call once more when a call is taken back, also when a minute is over meanwhile', () => {
    const count = openLimiter({ secretPerMinute: 1, pagePerMinute: 1 })
    const calls = (...many: [calls: number, now: number][]) =>
      many.map(([calls, now]) => count(page('a'), network(1), now, calls).waitS === null)
    expect(calls([1, NOW], [-1, NOW], [1, NOW], [1, NOW])).toEqual([true, true, true, false])
    const later = NOW + MINUTE_MS
    expect(calls([-1, later], [1, later], [1, later])).toEqual([true, true, false])
  })

  it('is nobody new beyond the most in a minute, whether the shop is known or not; the next one counts again', () => {
    const mayCall = limiterOfOne()
    for (let number = 0; number < MOST; number++) mayCall(page('a'), network(number))
    const seen = () => mayCall(page('a'), network(0))
    expect(seen()).toBe(false)
    for (const shop of ['a', 'b'])
      expect([1, 2].map(() => mayCall(page(shop), network(MOST)))).toEqual([true, true])
    expect(seen()).toBe(false)
    expect([1, 2].map(() => mayCall(page('b'), network(MOST), NOW + MINUTE_MS))).toEqual([true, false])
  })
})
