import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Action,
  type CodeChange,
  type LivingCode,
  obstacleTo,
  statusAt,
  transition,
} from '../../../api/rewards/life'
import type { Reward } from '../../../sdk/contract'

const NOW = Date.parse('2026-03-02T10:00:00Z')
const MINUTE = 60_000
const DAY = 86_400_000
const NOTHING: ReadonlySet<CodeChange> = new Set()

const percent: Reward = { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null }
const issued: LivingCode = {
  ...{ status: 'issued', orderId: null, reservedUntil: null, redeemedAt: null },
  reward: percent,
  expiresAt: NOW + DAY,
}
const reservedBy = (orderId: string, reservedUntil = NOW + MINUTE): LivingCode => ({
  ...issued,
  ...{ status: 'reserved', orderId, reservedUntil },
})
const redeemedBy = (orderId: string): LivingCode => ({
  ...issued,
  ...{ status: 'redeemed', orderId, redeemedAt: NOW },
})
const withdrawn: LivingCode = { ...issued, status: 'void' }
const expired: LivingCode = { ...issued, expiresAt: NOW }

const reserve = (orderId: string, ttlMs = MINUTE): Action => ({ kind: 'reserve', orderId, ttlMs })
const redeem = (orderId: string): Action => ({ kind: 'redeem', orderId })
const release = (orderId: string): Action => ({ kind: 'release', orderId })
const rollback = (orderId: string): Action => ({ kind: 'rollback', orderId })
const annul: Action = { kind: 'void' }

const step = (code: LivingCode, action: Action, done = NOTHING) => transition(code, action, NOW, done)

describe('a code that nobody holds', () => {
  it('is reserved for a while', () => {
    const next = { status: 'reserved', orderId: 'A', reservedUntil: NOW + MINUTE, redeemedAt: null }
    expect(step(issued, reserve('A'))).toEqual({ next })
  })

  it('is redeemed without a reservation', () => {
    const next = { status: 'redeemed', orderId: 'A', reservedUntil: null, redeemedAt: NOW }
    expect(step(issued, redeem('A'))).toEqual({ next })
  })

  it('has nothing to release or to roll back', () => {
    expect(step(issued, release('A'))).toBe('unchanged')
    expect(step(issued, rollback('A'))).toEqual({ problem: 'code_not_redeemed' })
  })

  it('can be withdrawn, once', () => {
    expect(step(issued, annul)).toMatchObject({ next: { status: 'void', orderId: null } })
    expect(step(withdrawn, annul)).toBe('unchanged')
    for (const action of [reserve('A'), redeem('A')])
      expect(step(withdrawn, action)).toEqual({ problem: 'code_void' })
  })

  it('is refused from the instant it expires', () => {
    expect(statusAt(expired, NOW - 1)).toBe('issued')
    expect(statusAt(expired, NOW)).toBe('expired')
    for (const action of [reserve('A'), redeem('A')])
      expect(step(expired, action)).toEqual({ problem: 'code_expired' })
  })
})

describe('a reserved code', () => {
  it('is held for longer when the same order asks again', () => {
    expect(step(reservedBy('A'), reserve('A', 5 * MINUTE))).toMatchObject({
      next: { reservedUntil: NOW + 5 * MINUTE },
    })
    expect(step(reservedBy('A'), reserve('A'))).toBe('unchanged')
    expect(step(reservedBy('A', NOW + DAY), reserve('A'))).toBe('unchanged')
  })

  it('is refused to another order until the reservation ends', () => {
    for (const action of [reserve('B'), redeem('B'), release('B')])
      expect(step(reservedBy('A'), action)).toEqual({ problem: 'code_reserved' })
    expect(step(reservedBy('A', NOW), reserve('B'))).toMatchObject({ next: { orderId: 'B' } })
    expect(step(reservedBy('A', NOW), redeem('B'))).toMatchObject({ next: { orderId: 'B' } })
  })

  it('is redeemed by its order, a moment too late as well', () => {
    for (const code of [reservedBy('A'), reservedBy('A', NOW - 1)])
      expect(step(code, redeem('A'))).toMatchObject({ next: { status: 'redeemed', orderId: 'A' } })
  })

  it('outlives its date for the order that holds it, and no longer', () => {
    const held = { ...reservedBy('A'), expiresAt: NOW - 1 }
    expect(step(held, redeem('A'))).toMatchObject({ next: { status: 'redeemed' } })
    expect(step(held, reserve('A', DAY))).toBe('unchanged')
    expect(step(held, redeem('B'))).toEqual({ problem: 'code_reserved' })
    expect(step({ ...held, reservedUntil: NOW }, redeem('A'))).toEqual({ problem: 'code_expired' })
  })

  it('is released by its order, once', () => {
    expect(step(reservedBy('A'), release('A'))).toMatchObject({ next: { status: 'issued', orderId: null } })
    expect(step(issued, release('A'), new Set(['reserve', 'release']))).toBe('unchanged')
    expect(step(reservedBy('B'), release('A'), new Set(['reserve', 'release']))).toBe('unchanged')
  })

  it('can be withdrawn', () => {
    expect(step(reservedBy('A'), annul)).toMatchObject({ next: { status: 'void' } })
  })
})

describe('a redeemed code', () => {
  it('answers its own order the same again', () => {
    for (const action of [redeem('A'), reserve('A')]) expect(step(redeemedBy('A'), action)).toBe('unchanged')
  })

  it('is refused to every other order', () => {
    for (const action of [redeem('B'), reserve('B'), release('B')])
      expect(step(redeemedBy('A'), action)).toEqual({ problem: 'code_redeemed' })
    expect(step(redeemedBy('A'), rollback('B'))).toEqual({ problem: 'code_not_redeemed' })
  })

  it('is neither released nor withdrawn', () => {
    for (const action of [release('A'), annul])
      expect(step(redeemedBy('A'), action)).toEqual({ problem: 'code_redeemed' })
  })

  it('is given back by its order, once', () => {
    expect(step(redeemedBy('A'), rollback('A'))).toMatchObject({ next: { status: 'issued', orderId: null } })
    const done = new Set<CodeChange>(['redeem', 'rollback'])
    expect(step(issued, rollback('A'), done)).toBe('unchanged')
    expect(step(redeemedBy('B'), rollback('A'), done)).toBe('unchanged')
  })

  it('is expired when it is given back after its date', () => {
    const late = { ...redeemedBy('A'), expiresAt: NOW }
    const outcome = step(late, rollback('A'))
    expect(statusAt({ ...late, ...(outcome as { next: LivingCode }).next }, NOW)).toBe('expired')
  })
})

describe('a minimum spend', () => {
  const code: LivingCode = { ...issued, reward: { ...percent, minimumSpend: 5000 } }
  const of = (amount: number, currency = 'GBP') => ({
    orderId: 'A',
    orderTotal: { amount, currency },
  })

  it('is met by a total of at least as much', () => {
    expect(obstacleTo(code, of(5000), NOW)).toBeNull()
    expect(obstacleTo(code, of(4999), NOW)).toEqual({ problem: 'minimum_spend' })
  })

  it('needs a total, in its own currency', () => {
    const wrong = { problem: 'invalid_request', orderTotal: expect.any(String) }
    expect(obstacleTo(code, { orderId: 'A' }, NOW)).toEqual(wrong)
    expect(obstacleTo(code, of(5000, 'EUR'), NOW)).toEqual(wrong)
  })

  it('asks for nothing where there is none', () => {
    expect(obstacleTo(issued, { orderId: 'A' }, NOW)).toBeNull()
    expect(obstacleTo({ ...issued, reward: { ...percent, minimumSpend: 0 } }, of(0), NOW)).toBeNull()
    const pool: Reward = { kind: 'pool', pool: 'summer', name: 'Summer' }
    expect(obstacleTo({ ...issued, reward: pool }, { orderId: 'A' }, NOW)).toBeNull()
  })
})

describe('any life', () => {
  const orders = ['A', 'B', 'C'] as const
  const orderId = fc.constantFrom(...orders)
  const actions: fc.Arbitrary<Action> = fc.oneof(
    fc.record({ kind: fc.constant('reserve' as const), orderId, ttlMs: fc.integer({ min: 1, max: 20 }) }),
    orderId.map(redeem),
    orderId.map(release),
    orderId.map(rollback),
    fc.constant(annul),
  )
  const steps = fc.array(fc.tuple(fc.nat(8), actions), { maxLength: 40 })

  it('has one user at a time, and the same step again changes nothing', () => {
    fc.assert(
      fc.property(steps, fc.nat(120), (taken, lifetimeMs) => {
        let code: LivingCode = { ...issued, expiresAt: lifetimeMs }
        const done = new Map(orders.map(order => [order as string, new Set<CodeChange>()]))
        const ofOrder = (action: Action) => done.get('orderId' in action ? action.orderId : '') ?? NOTHING
        let at = 0
        for (const [waitMs, action] of taken) {
          at += waitMs
          const before = code
          const outcome = transition(code, action, at, ofOrder(action))
          if (outcome === 'unchanged' || 'problem' in outcome) continue
          code = { ...code, ...outcome.next }
          if ('orderId' in action) done.get(action.orderId)?.add(action.kind)
          if (before.status === 'redeemed') expect(action).toEqual(rollback(before.orderId ?? ''))
          if (statusAt(before, at) === 'reserved' && action.kind !== 'void')
            expect(action).toMatchObject({ orderId: before.orderId })
          expect(before.status).not.toBe('void')
          if (action.kind === 'reserve') expect(at).toBeLessThan(code.expiresAt)
          expect(code.orderId !== null).toBe(code.status === 'reserved' || code.status === 'redeemed')
          expect(code.redeemedAt !== null).toBe(code.status === 'redeemed')
          expect(transition(code, action, at, ofOrder(action))).toBe('unchanged')
        }
      }),
      { numRuns: 2000 },
    )
  })
})
