import type { CodeStatus, Money, ProblemCode, Reward } from '../../sdk/contract'

/** What changes in a code's life. `orderId` is the order that holds or used it. */
export interface CodeState {
  status: 'issued' | 'reserved' | 'redeemed' | 'void'
  orderId: string | null
  /** A reservation ends by itself then. */
  reservedUntil: number | null
  redeemedAt: number | null
}

export interface LivingCode extends CodeState {
  reward: Reward
  expiresAt: number
}

/** The order a code is to be used for. `orderId` is null where only the code is asked about. */
interface Use {
  orderId: string | null
  orderTotal?: Money
}

export type CodeChange = 'reserve' | 'redeem' | 'release' | 'rollback' | 'void'

export type Action =
  | { kind: 'reserve'; orderId: string; orderTotal?: Money; ttlMs: number }
  | { kind: 'redeem'; orderId: string; orderTotal?: Money }
  | { kind: 'release' | 'rollback'; orderId: string }
  | { kind: 'void' }

/** All that the order of the action has ever done with this code; only what is given back asks for it. */
export type Done = ReadonlySet<CodeChange>

/** Why not; `orderTotal` says what is wrong with that field. */
export interface Obstacle {
  problem: ProblemCode
  orderTotal?: string
}

/** `unchanged` is the same request again: it succeeds and writes nothing. */
export type Outcome = { next: CodeState } | Obstacle | 'unchanged'

const FREE: CodeState = { status: 'issued', orderId: null, reservedUntil: null, redeemedAt: null }

/** A reservation that has run out is none, and a code past its date is expired unless it was used. */
export function statusAt(code: CodeState & { expiresAt: number }, at: number): CodeStatus {
  if (code.status === 'redeemed' || code.status === 'void') return code.status
  if (code.status === 'reserved' && (code.reservedUntil ?? 0) > at) return 'reserved'
  return code.expiresAt <= at ? 'expired' : 'issued'
}

/** What an action makes of a code, `at` in epoch milliseconds. Each is idempotent per order. */
export function transition(code: LivingCode, action: Action, at: number, done: Done): Outcome {
  switch (action.kind) {
    case 'reserve':
      return reserve(code, action, at)
    case 'redeem':
      return redeem(code, action, at)
    case 'release':
      return release(code, action.orderId, at, done)
    case 'rollback':
      return rollback(code, action.orderId, done)
    case 'void':
      return withdraw(code)
  }
}

/** Why a code cannot be used for this order now, or null. */
export function obstacleTo(code: LivingCode, { orderId, orderTotal }: Use, at: number): Obstacle | null {
  const status = statusAt(code, at)
  if (status === 'void') return { problem: 'code_void' }
  if (status === 'redeemed') return { problem: 'code_redeemed' }
  if (status === 'reserved' && code.orderId !== orderId) return { problem: 'code_reserved' }
  if (status === 'expired') return { problem: 'code_expired' }
  return belowMinimum(code.reward, orderTotal)
}

/** Once the code has expired its reservation is honoured, but no longer made longer. */
function reserve(code: LivingCode, action: Action & { kind: 'reserve' }, at: number): Outcome {
  if (wasUsedBy(code, action.orderId)) return 'unchanged'
  const obstacle = obstacleTo(code, action, at)
  if (obstacle) return obstacle
  const reservedUntil = at + action.ttlMs
  const longer = reservedUntil > (code.reservedUntil ?? 0) && code.expiresAt > at
  if (statusAt(code, at) === 'reserved' && !longer) return 'unchanged'
  return { next: { status: 'reserved', orderId: action.orderId, reservedUntil, redeemedAt: null } }
}

function redeem(code: LivingCode, action: Action & { kind: 'redeem' }, at: number): Outcome {
  if (wasUsedBy(code, action.orderId)) return 'unchanged'
  const obstacle = obstacleTo(code, action, at)
  if (obstacle) return obstacle
  return { next: { status: 'redeemed', orderId: action.orderId, reservedUntil: null, redeemedAt: at } }
}

function release(code: LivingCode, orderId: string, at: number, done: Done): Outcome {
  if (wasUsedBy(code, orderId)) return { problem: 'code_redeemed' }
  const status = statusAt(code, at)
  if (status === 'reserved' && code.orderId === orderId) return { next: FREE }
  if (done.size > 0) return 'unchanged'
  if (status === 'reserved') return { problem: 'code_reserved' }
  return status === 'redeemed' ? { problem: 'code_redeemed' } : 'unchanged'
}

function rollback(code: LivingCode, orderId: string, done: Done): Outcome {
  if (wasUsedBy(code, orderId)) return { next: FREE }
  return done.has('redeem') ? 'unchanged' : { problem: 'code_not_redeemed' }
}

function withdraw({ status }: LivingCode): Outcome {
  if (status === 'redeemed') return { problem: 'code_redeemed' }
  return status === 'void' ? 'unchanged' : { next: { ...FREE, status: 'void' } }
}

const wasUsedBy = (code: LivingCode, orderId: string) =>
  code.status === 'redeemed' && code.orderId === orderId

function belowMinimum(reward: Reward, orderTotal: Money | undefined): Obstacle | null {
  const minimum = reward.kind === 'pool' ? null : reward.minimumSpend
  if (reward.kind === 'pool' || !minimum) return null
  const wrong = (orderTotal: string): Obstacle => ({ problem: 'invalid_request', orderTotal })
  if (!orderTotal) return wrong('is needed: this code has a minimum spend')
  if (orderTotal.currency !== reward.currency) return wrong(`must be in ${reward.currency}`)
  return orderTotal.amount < minimum ? { problem: 'minimum_spend' } : null
}
