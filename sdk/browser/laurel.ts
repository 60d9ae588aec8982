import type {
  AnswerInput,
  AnswerResult,
  CheckInResult,
  InvitedFriend,
  JoinAsGuestInput,
  PersonExport,
  Redemption,
  RedemptionResult,
} from '../contract'
import { answer } from './answer'
import { checkIn } from './check-in'
import type { Page } from './client'
import { type Core, createCore, type LaurelOptions } from './core'
import { feedback } from './feedback'
import { friends } from './friends'
import { join } from './guest'
import { erase, exportData } from './person'
import { ask, dismiss, type OpenPrompt } from './prompts'
import { redeem } from './redeem'
import { giveBack, redemptions } from './redemptions'
import { visit } from './visit'

/** A shop's loyalty programme and one shopper in it: state as signals, and what the shopper can do. */
export interface Laurel extends Omit<Core, 'client'> {
  /** Buys an item of the catalogue. @param points where the shopper chooses how many @throws LaurelError */
  redeem(itemId: string, points?: number): Promise<RedemptionResult>
  /** Gives an unused code back for its points. @throws LaurelError `not_returnable` */
  giveBack(redemptionId: string): Promise<RedemptionResult>
  /** What was bought, newest first. @throws LaurelError */
  redemptions(cursor?: string | null): Promise<Page<Redemption>>
  /** Says that the shopper was here today, in their own zone. @throws LaurelError `already_checked_in` */
  checkIn(): Promise<CheckInResult>
  /** Remembers whose link was followed, until the friend signs in or joins; then it is claimed. @throws LaurelError */
  visit(slug: string): Promise<void>
  /** The friends who came by this shopper's link. @throws LaurelError */
  friends(cursor?: string | null): Promise<Page<InvitedFriend>>
  /** Opens a guest's session with an address and the terms that were shown. @throws LaurelError `already_joined` */
  join(guest: JoinAsGuestInput): Promise<void>
  /** Opens the next prompt, if the page, this tab and the budget of days allow. Never rejects. */
  ask(): Promise<OpenPrompt | null>
  /** Answers a survey; a complete answer of the open prompt closes it. @throws LaurelError */
  answer(answer: AnswerInput): Promise<AnswerResult>
  /** Not now: the open prompt may come again after its pause. */
  dismiss(): Promise<void>
  /** Words to the shop. @throws LaurelError */
  feedback(comment: string): Promise<AnswerResult>
  /** Everything that is held about the shopper. @throws LaurelError */
  exportData(): Promise<PersonExport>
  /** Erases the shopper for good and ends the session. @throws LaurelError */
  erase(): Promise<void>
}

/**
 * The headless client of the widget: the same state without our looks.
 *
 * @example
 * const laurel = createLaurel({ key: 'pk_…', api: 'https://loyalty.shop.example' })
 * laurel.identify(() => fetch('/loyalty-token').then(reply => reply.text()))
 * await laurel.load()
 * laurel.me.value?.points.available
 */
export function createLaurel(options: LaurelOptions): Laurel {
  const { client, ...core } = createCore(options)
  return {
    ...core,
    redeem: (itemId, points) => redeem(client, itemId, points),
    giveBack: redemptionId => giveBack(client, redemptionId),
    redemptions: cursor => redemptions(client, cursor),
    checkIn: () => checkIn(client),
    visit: slug => visit(client, slug),
    friends: cursor => friends(client, cursor),
    join: guest => join(client, guest),
    ask: () => ask(client),
    answer: said => answer(client, said),
    dismiss: () => dismiss(client),
    feedback: comment => feedback(client, comment),
    exportData: () => exportData(client),
    erase: () => erase(client),
  }
}
