import type { JournalKind, Note } from '../../sdk/contract'
import type { Lot } from '../wallet/account'
import { clawback, raiseQualifying } from '../wallet/clawback'
import { append, credit } from '../wallet/ledger'
import { type Books, type Earning, giveReward } from './books'

/** What one rule should hold of one source as things stand, at the rate that was paid. */
export interface Claim {
  /** Points or spins; of a reward and of nothing, 1 or 0. */
  target: number
  /** Of the line that gives. */
  kind: JournalKind
  note: Note
  /** When its points became or become available, epoch ms. */
  availableAt: number
  /** Lots of the source that are spent; the others are in the account. */
  spentLots: Lot[]
  /** Ids of its reward codes that were used. */
  usedCodes: ReadonlySet<string>
}

/**
 * Brings what an earning holds to what it should hold: more is credited, less is clawed back as far as the policy
 * goes. Doing it twice does nothing. Reward codes that must be withdrawn are added to `withdrawn`.
 */
export function level(books: Books, earning: Earning, claim: Claim, withdrawn: string[]): void {
  const next = { ...earning }
  if (earning.unit === 'reward') levelReward(books, next, claim, withdrawn)
  else if (earning.unit === 'nothing') levelNothing(books, next, claim)
  else levelAmount(books, { ...claim, unit: earning.unit }, next)
  if (isNew(earning) || changed(earning, next)) books.earned.push(next)
}

const isNew = (earning: Earning) => earning.held === 0 && earning.forgiven === 0
const changed = (a: Earning, b: Earning) =>
  a.held !== b.held || a.forgiven !== b.forgiven || a.rewardId !== b.rewardId

/** `held - forgiven` is always what the source should have earned when it was last looked at. */
function levelAmount(books: Books, claim: Claim & { unit: 'points' | 'spins' }, earning: Earning): void {
  const { held, forgiven, source } = earning
  const { unit, target, kind, note, spentLots } = claim
  const before = held - forgiven
  if (target === before) return
  const counts = unit === 'points' ? target - before : 0
  const availableAt = unit === 'spins' ? books.at : claim.availableAt
  if (target > held) {
    const amount = target - held
    credit(books, { kind, source, note, unit, amount, availableAt, qualifying: counts })
    Object.assign(earning, { held: target, forgiven: 0 })
  } else if (target > before) {
    raiseQualifying(books, { source, availableAt, qualifying: counts, spentLots })
    earning.forgiven = held - target
  } else {
    const change = { unit, source, note, availableAt, amount: before - target, spentLots }
    const taken = clawback(books, books.rules.program.refunds, { ...change, qualifying: Math.abs(counts) })
    Object.assign(earning, { held: held - taken, forgiven: held - taken - target })
  }
}

/** A code that was used cannot come back: like points the policy forgave, it is there if the source earns again. */
function levelReward(books: Books, earning: Earning, claim: Claim, withdrawn: string[]): void {
  const { frozen, held, rewardId, source } = earning
  const { target, usedCodes } = claim
  if (target > held && frozen.earn.kind === 'reward') {
    const issued = giveReward(books, frozen.earn.reward, source, frozen.earn.validDays)
    if (issued) Object.assign(earning, { held: 1, rewardId: issued.id })
  } else if (target < held && rewardId !== null && !usedCodes.has(rewardId)) {
    withdrawn.push(rewardId)
    Object.assign(earning, { held: 0, rewardId: null })
  }
  earning.forgiven = Math.max(0, earning.held - target)
}

/** A badge has nothing but its line. */
function levelNothing(books: Books, earning: Earning, { target, kind, note }: Claim): void {
  if (target === earning.held) return
  append(books, { kind: target > earning.held ? kind : 'clawback', source: earning.source, note })
  earning.held = target
}
