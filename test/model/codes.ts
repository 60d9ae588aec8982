import type { Money } from '../../sdk/contract'
import type { Code } from './books'
import { refused } from './refused'

export type CodeVerb = 'reserve' | 'redeem' | 'release' | 'rollback' | 'void'

export interface CodeStep {
  verb: CodeVerb
  orderId: string
  orderTotal?: Money
  ttlSeconds: number
}

/** A reservation ends by itself, a code by its date, but a code that is held is good until it is let go. */
export function statusOf(code: Code, now: number): Code['status'] | 'expired' {
  if (code.status === 'redeemed' || code.status === 'void') return code.status
  if (code.status === 'reserved' && now < code.reservedUntil) return 'reserved'
  return now < code.expiresAt ? 'issued' : 'expired'
}

/** One step in the life of a code; the same step of the same order again does nothing more, and says so. */
export function stepCode(code: Code, step: CodeStep, now: number): boolean {
  const next = nextOf(code, step, now)
  if (!next) return false
  Object.assign(code, { orderId: null, reservedUntil: 0 }, next)
  code.history.push({ orderId: step.verb === 'void' ? '' : step.orderId, verb: step.verb })
  return true
}

type Next = Partial<Code> | null

function nextOf(code: Code, step: CodeStep, now: number): Next {
  const status = statusOf(code, now)
  const isHeld = status === 'reserved' || status === 'redeemed'
  const isMine = isHeld && code.orderId === step.orderId
  const past = code.history.filter(({ orderId }) => orderId === step.orderId).map(({ verb }) => verb)
  switch (step.verb) {
    case 'void':
      if (status === 'redeemed') refused('code_redeemed')
      return status === 'void' ? null : { status: 'void' }
    case 'rollback':
      if (status === 'redeemed' && isMine) return { status: 'issued' }
      return past.includes('redeem') ? null : refused('code_not_redeemed')
    case 'release':
      if (isMine) return status === 'redeemed' ? refused('code_redeemed') : { status: 'issued' }
      if (past.length > 0 || !isHeld) return null
      return refused(status === 'reserved' ? 'code_reserved' : 'code_redeemed')
    default:
      if (status === 'redeemed' && isMine) return null
      mayUse(code, status, isMine, step)
      return step.verb === 'redeem'
        ? { status: 'redeemed', orderId: step.orderId }
        : hold(code, status, step, now)
  }
}

function mayUse({ reward }: Code, status: string, isMine: boolean, { orderTotal }: CodeStep): void {
  if (status === 'void') refused('code_void')
  if (status === 'redeemed') refused('code_redeemed')
  if (status === 'reserved' && !isMine) refused('code_reserved')
  if (status === 'expired') refused('code_expired')
  if (reward.kind === 'pool' || !reward.minimumSpend) return
  if (orderTotal?.currency !== reward.currency) refused('invalid_request')
  if (orderTotal.amount < reward.minimumSpend) refused('minimum_spend')
}

/** Held for longer, never shorter; and past its date no longer than it was. */
function hold(code: Code, status: string, { ttlSeconds, orderId }: CodeStep, now: number): Next {
  const reservedUntil = now + ttlSeconds * 1000
  const isHeldAnyway = reservedUntil <= code.reservedUntil || now >= code.expiresAt
  return status === 'reserved' && isHeldAnyway ? null : { status: 'reserved', orderId, reservedUntil }
}
