import { expect, it } from 'vitest'
import { hadBefore, returnedTo } from '../../../api/wallet/returned'

const ZONE = 'Europe/Prague'
const at = (instant: string) => Date.parse(instant)
const RETURNED = at('2026-03-04T10:00:00Z')

it.each([
  ['day', '2026-03-04T23:00:00Z'],
  ['week', '2026-03-08T23:00:00Z'],
  ['month', '2026-03-31T22:00:00Z'],
  ['year', '2026-12-31T23:00:00Z'],
] as const)('has had what is given once a %s until it ends where the merchant is', (per, midnight) => {
  const end = at(midnight)
  expect(hadBefore(RETURNED, per, end - 1, ZONE)).toBe(true)
  expect(hadBefore(RETURNED, per, end, ZONE)).toBe(false)
})

it('has had what is given once a lifetime for good, and whatever lies before the return', () => {
  expect(hadBefore(RETURNED, 'lifetime', at('2099-01-01T00:00:00Z'), ZONE)).toBe(true)
  expect(hadBefore(RETURNED, 'day', at('2025-01-01T00:00:00Z'), ZONE)).toBe(true)
})

it('has had nothing for whoever never returned, or of what is newer', () => {
  expect(hadBefore(null, 'lifetime', RETURNED, ZONE)).toBe(false)
  const customer = { returnedAt: RETURNED }
  expect(returnedTo(customer, { createdAt: RETURNED })).toBe(RETURNED)
  expect(returnedTo(customer, { createdAt: RETURNED + 1 })).toBeNull()
  expect(returnedTo({ returnedAt: null }, { createdAt: 0 })).toBeNull()
})
