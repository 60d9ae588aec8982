import type { ReadonlySignal } from '@preact/signals-core'
import type {
  AnswerInput,
  AnswerResult,
  CheckInResult,
  InvitedFriend,
  JoinAsGuestInput,
  JournalLine,
  Me,
  OwnedCode,
  PersonExport,
  Redemption,
  RedemptionResult,
  Storefront,
} from '../contract'
import { acts } from './act'
import { beginSession, type Client, type EarlyReplies, endSession, sessionOf } from './client'
import { type DrawerStorage, openDrawer } from './drawer'
import type { LaurelError } from './error'
import { createHub, type Hub } from './events'
import { guestOf, join, merge } from './guest'
import { play, type Show } from './play'
import { ask, closePrompt, dismiss, type OpenPrompt } from './prompts'
import { load, readMe, tellReady } from './read'
import { type Outcome, readStarted } from './spin'
import { createState, type Status } from './state'
import type { Identify } from './token'
import { createTransport, type TransportOptions } from './transport'
import { claim, visit } from './visit'

export interface LaurelOptions extends TransportOptions {
  /** The signed-in shopper; the same as calling `identify` before `load`. */
  identify?: Identify
  /** Where a spin under way, a guest and a followed link are kept; localStorage by default, memory behind it. */
  storage?: DrawerStorage
  /** Where this tab counts its prompts; sessionStorage by default. */
  tabStorage?: DrawerStorage
  early?: EarlyReplies
}

export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

/** A shop's loyalty programme and one shopper in it: state as signals, and what the shopper can do. */
export interface Laurel {
  status: ReadonlySignal<Status>
  /** Why the last reading failed, until the next. */
  problem: ReadonlySignal<LaurelError | null>
  storefront: ReadonlySignal<Storefront | null>
  program: ReadonlySignal<Storefront['program'] | null>
  /** True from `identify` or `join` to `logout`, as long as there is a token; `me.customer.kind` says whose. */
  signedIn: ReadonlySignal<boolean>
  me: ReadonlySignal<Me | null>
  /** Reads the programme, and the shopper if there is one. Never rejects: see `status` and `problem`. */
  load(): Promise<void>
  /** Begins a shopper's session in place of any other. Never rejects. */
  identify(ask: Identify): Promise<void>
  /** Ends the session: nothing of the shopper stays in signals or storage, and late replies are dropped. */
  logout(): void
  /** Reads the shopper again. Never rejects. */
  refresh(): Promise<void>
  /**
   * Spins a wheel. A spin whose reply was lost, by a reload or the network, is asked for again instead of another
   * being started, so that a shopper always sees the result that was drawn.
   * @param show called with the result before the spin counts as seen and `me` changes; a wheel turns here
   * @throws LaurelError with the code of the API, such as `no_spins_left` or `stale_commitment` (then spin again)
   */
  spin(wheelId: string, show?: Show): Promise<Outcome>
  /** Wheels with a spin whose result was never shown: `spin` them to show it. @throws LaurelError */
  unfinished(): Promise<string[]>
  /** Why the balance is what it is, newest first. @throws LaurelError */
  journal(cursor?: string | null): Promise<Page<JournalLine>>
  /** Every code of the shopper with its signed token, newest first. @throws LaurelError */
  codes(cursor?: string | null): Promise<Page<OwnedCode>>
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
  /** The prompt that is open in this tab. */
  prompt: ReadonlySignal<OpenPrompt | null>
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
  /** Hands a code to the page: emits `reward`. Rejects when a listener does. */
  use(code: OwnedCode): Promise<void>
  on: Hub['on']
  off: Hub['off']
  /** Ends the session and forgets all listeners. A spin under way stays in storage, to be shown later. */
  destroy(): void
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
  const client = createClient(options)
  const { hub, state, drawer } = client
  const begin = (whose: Identify) => beginSession(client, whose, () => void identify(whose))
  const identify = (whose: Identify) => {
    client.early = { storefront: client.early.storefront }
    begin(whose)
    return readMe(client).then(() => settle(client))
  }
  const remembered = options.identify ?? guestOf(client)
  if (remembered) begin(remembered)
  const deeds = acts(client)
  const { asked: _, ...signals } = state
  return {
    ...signals,
    ...deeds,
    load: () => load(client).then(() => settle(client)),
    identify,
    async join(guest) {
      await join(client, guest)
      await identify(guestOf(client) as Identify)
    },
    logout() {
      endSession(client)
      drawer.clear()
      client.guest.clear()
    },
    async visit(slug) {
      await visit(client, slug)
      await settle(client)
    },
    ask: () => ask(client).catch(() => null),
    dismiss: () => dismiss(client),
    async answer(answer) {
      const result = await deeds.answer(answer)
      if (result.complete && answer.promptId === state.prompt.value?.id) closePrompt(client)
      void hub.emit('response', result)
      return result
    },
    refresh: () => readMe(client),
    spin: (wheelId, show) => play(client, wheelId, show),
    unfinished: async () => Object.keys(readStarted(drawer, await sessionOf(client).subject())),
    journal: async cursor => sessionOf(client).send({ path: '/v1/me/journal', query: { cursor } }),
    redemptions: async cursor => sessionOf(client).send({ path: '/v1/me/redemptions', query: { cursor } }),
    friends: async cursor => sessionOf(client).send({ path: '/v1/me/referrals', query: { cursor } }),
    codes: async cursor => sessionOf(client).send({ path: '/v1/me/codes', query: { cursor } }),
    use: async ({ code, token, reward }) => void (await hub.emit('reward', { code, token, reward })),
    on: hub.on,
    off: hub.off,
    destroy() {
      endSession(client)
      hub.clear()
    },
  }
}

/** The shopper is known: a link they followed is claimed, and the guest they were becomes them. */
async function settle(client: Client): Promise<void> {
  tellReady(client)
  await merge(client)
  if (await claim(client)) await readMe(client)
}

/** Of this tab, where the page lets us. */
function tab(): DrawerStorage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}

function createClient(options: LaurelOptions): Client {
  return {
    send: createTransport(options),
    drawer: openDrawer(`laurel:${options.key}`, options.storage),
    guest: openDrawer(`laurel:${options.key}:guest`, options.storage),
    visit: openDrawer(`laurel:${options.key}:visit`, options.storage),
    showings: openDrawer(`laurel:${options.key}:prompts`, options.tabStorage ?? tab()),
    hub: createHub(),
    state: createState(),
    session: null,
    early: options.early ?? {},
    reading: 0,
    readyTold: false,
    spinning: new Map(),
  }
}
