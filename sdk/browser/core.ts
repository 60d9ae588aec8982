import type { ReadonlySignal } from '@preact/signals-core'
import type { JournalLine, Me, OwnedCode, Storefront } from '../contract'
import { beginSession, type Client, type EarlyReplies, endSession, type Page, sessionOf } from './client'
import { type DrawerStorage, openDrawer } from './drawer'
import type { LaurelError } from './error'
import { createHub, type Hub } from './events'
import type { Show } from './play'
import type { OpenPrompt } from './prompts'
import { load, readMe, tellReady } from './read'
import { rememberedGuest } from './remembered'
import type { Outcome } from './spin'
import { readStarted } from './started'
import { createState, type Status } from './state'
import type { Identify } from './token'
import { createTransport, type TransportOptions } from './transport'

export interface LaurelOptions extends TransportOptions {
  /** The signed-in shopper; the same as calling `identify` before `load`. */
  identify?: Identify
  /** Where a spin under way, a guest and a followed link are kept; localStorage by default, memory behind it. */
  storage?: DrawerStorage
  /** Where this tab counts its prompts; sessionStorage by default. */
  tabStorage?: DrawerStorage
  early?: EarlyReplies
}

/** A programme and one shopper in it: state as signals, and what every page needs. */
export interface Core {
  /** What the other verbs act on. */
  client: Client

  status: ReadonlySignal<Status>
  /** Why the last reading failed, until the next. */
  problem: ReadonlySignal<LaurelError | null>
  storefront: ReadonlySignal<Storefront | null>
  program: ReadonlySignal<Storefront['program'] | null>
  /** True from `identify` or `join` to `logout`, as long as there is a token; `me.customer.kind` says whose. */
  signedIn: ReadonlySignal<boolean>
  me: ReadonlySignal<Me | null>
  /** The prompt that is open in this tab. */
  prompt: ReadonlySignal<OpenPrompt | null>
  /** Reads the programme, and the shopper if there is one. Never rejects: see `status` and `problem`. */
  load(): Promise<void>
  /** Begins a shopper's session in place of any other. Never rejects. @param ask null for the guest that is remembered */
  identify(ask: Identify | null): Promise<void>
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
  /** Hands a code to the page: emits `reward`. Rejects when a listener does. */
  use(code: OwnedCode): Promise<void>
  on: Hub['on']
  off: Hub['off']
  /** Ends the session and forgets all listeners. A spin under way stays in storage, to be shown later. */
  destroy(): void
}

/** State, session, spins and codes: what the widget opens with. The other verbs are functions of its `client`. */
export function createCore(options: LaurelOptions): Core {
  const client = createClient(options)
  const { hub, state, drawer } = client
  begin(client, options.identify)
  const { asked: _, ...signals } = state
  return {
    ...signals,
    client,
    load: () => load(client).then(() => settle(client)),
    identify: whose => identify(client, whose),
    logout() {
      /** A page may say at every load that nobody is signed in: that does not begin the count of the tab anew. */
      if (client.session) client.showings.clear()
      endSession(client)
      drawer.clear()
      client.guest.clear()
    },
    refresh: () => readMe(client),
    spin: async (wheelId, show) => (await import('./play')).play(client, wheelId, show),
    unfinished: async () => Object.keys(readStarted(drawer, await sessionOf(client).subject())),
    journal: async cursor => sessionOf(client).send({ path: '/v1/me/journal', query: { cursor } }),
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

/** Begins a session in place of any other, and reads its shopper. @param whose null is whoever this browser remembers */
export async function identify(client: Client, whose: Identify | null): Promise<void> {
  client.early = { storefront: client.early.storefront }
  begin(client, whose)
  await readMe(client)
  await settle(client)
}

function begin(client: Client, whose?: Identify | null): void {
  const ask = whose ?? rememberedGuest(client)
  if (ask) beginSession(client, ask, () => void identify(client, ask))
  else endSession(client)
}

/** The shopper is known: the guest they were becomes them, and a link they followed is claimed. Both are rare. */
async function settle(client: Client): Promise<void> {
  tellReady(client)
  if (client.guest.read()) await import('./guest').then(({ merge }) => merge(client))
  if (client.visit.read()) await import('./visit').then(({ claim }) => claim(client))
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
