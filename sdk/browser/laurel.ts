import type { ReadonlySignal } from '@preact/signals-core'
import type { JournalLine, Me, OwnedCode, Storefront } from '../contract'
import { beginSession, type Client, type EarlyReplies, endSession, sessionOf } from './client'
import { type DrawerStorage, openDrawer } from './drawer'
import type { LaurelError } from './error'
import { createHub, type Hub } from './events'
import { play, type Show } from './play'
import { load, readMe, tellReady } from './read'
import { type Outcome, readStarted } from './spin'
import { createState, type Status } from './state'
import type { Identify } from './token'
import { createTransport, type TransportOptions } from './transport'

export interface LaurelOptions extends TransportOptions {
  /** The signed-in shopper; the same as calling `identify` before `load`. */
  identify?: Identify
  /** Where a spin under way is kept; the page's localStorage by default, memory behind it. */
  storage?: DrawerStorage
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
  /** True from `identify` to `logout`, as long as the page has a token to give. */
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
  const identify = (ask: Identify) => {
    client.early = { storefront: client.early.storefront }
    beginSession(client, ask, () => void identify(ask))
    return readMe(client).then(() => tellReady(client))
  }
  if (options.identify) {
    const ask = options.identify
    beginSession(client, ask, () => void identify(ask))
  }
  const { asked: _, ...signals } = state
  return {
    ...signals,
    load: () => load(client),
    identify,
    logout() {
      endSession(client)
      drawer.clear()
    },
    refresh: () => readMe(client),
    spin: (wheelId, show) => play(client, wheelId, show),
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

function createClient(options: LaurelOptions): Client {
  return {
    send: createTransport(options),
    drawer: openDrawer(`laurel:${options.key}`, options.storage),
    hub: createHub(),
    state: createState(),
    session: null,
    early: options.early ?? {},
    reading: 0,
    readyTold: false,
    spinning: new Map(),
  }
}
