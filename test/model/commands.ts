import fc from 'fast-check'
import { oldOrder, runAgain } from './commands/again'
import { checkIn, runCheckIn } from './commands/check-in'
import { clock, runClock } from './commands/clock'
import { codeStep, runCode } from './commands/code'
import { adjust, event, profile, runAdjust, runEvent, runProfile } from './commands/customer'
import { join, mergeOne, runJoin, runMerge } from './commands/guest'
import { newOrder, runOrder } from './commands/order'
import { giveBackOne, redeem, runRedeem, runReturn } from './commands/redemption'
import { claim, decision, runClaim, runDecision, runVisit, visit } from './commands/referral'
import { cancel, refund, runCancel, runRefund } from './commands/refund'
import { runSpin, spin } from './commands/spin'
import type { Play, Touched } from './play'

/** Everything that can happen, as often as it is worth trying. */
export const commands = fc.oneof(
  { arbitrary: newOrder, weight: 7 },
  { arbitrary: oldOrder, weight: 3 },
  { arbitrary: refund, weight: 4 },
  { arbitrary: cancel, weight: 2 },
  { arbitrary: clock, weight: 6 },
  { arbitrary: profile, weight: 1 },
  { arbitrary: adjust, weight: 3 },
  { arbitrary: event, weight: 2 },
  { arbitrary: spin, weight: 4 },
  { arbitrary: codeStep, weight: 4 },
  { arbitrary: checkIn, weight: 5 },
  { arbitrary: redeem, weight: 4 },
  { arbitrary: join, weight: 2 },
  { arbitrary: mergeOne, weight: 2 },
  { arbitrary: visit, weight: 2 },
  { arbitrary: claim, weight: 4 },
  { arbitrary: decision, weight: 2 },
  { arbitrary: giveBackOne, weight: 3 },
)

export type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never

export function run(play: Play, command: Command): Promise<Touched> {
  switch (command.kind) {
    case 'order':
      return runOrder(play, command)
    case 'again':
      return runAgain(play, command)
    case 'refund':
      return runRefund(play, command)
    case 'cancel':
      return runCancel(play, command)
    case 'clock':
      return runClock(play, command)
    case 'profile':
      return runProfile(play, command)
    case 'adjust':
      return runAdjust(play, command)
    case 'event':
      return runEvent(play, command)
    case 'spin':
      return runSpin(play, command)
    case 'code':
      return runCode(play, command)
    case 'check-in':
      return runCheckIn(play, command)
    case 'visit':
      return runVisit(play, command)
    case 'claim':
      return runClaim(play, command)
    case 'decide':
      return runDecision(play, command)
    case 'join':
      return runJoin(play, command)
    case 'merge':
      return runMerge(play, command)
    case 'redeem':
      return runRedeem(play, command)
    case 'return':
      return runReturn(play, command)
  }
}
