import { batch } from '@preact/signals-core'
import type { Me, Storefront } from '../contract'
import type { Drawer } from './drawer'
import { asLaurelError, LaurelError } from './error'
import type { Hub } from './events'
import type { Showings } from './prompts'
import { openSession, type Session } from './session'
import type { Outcome } from './spin'
import type { StartedSpins } from './started'
import type { State } from './state'
import type { Identify } from './token'
import type { Send } from './transport'

/** Requests the page has started already. One that fails is simply made again; what is of a shopper is taken out. */
export interface EarlyReplies {
  storefront?: Promise<Storefront>
  token?: Promise<string>
  me?: Promise<Me>
}

/** A friend's link that was followed here: claimed as soon as we know who followed it. */
export interface KeptVisit {
  visitId: string
  /** RFC 3339; after it nobody can claim. */
  expiresAt: string
}

export interface Page<T> {
  data: T[]
  nextCursor: string | null
}

/** What the actions share. `session` changes only in `beginSession` and `endSession`. */
export interface Client {
  send: Send
  drawer: Drawer<StartedSpins>
  /** The token of the guest this browser remembers. */
  guest: Drawer<string>
  visit: Drawer<KeptVisit>
  showings: Drawer<Showings>
  hub: Hub
  state: State
  session: Session | null
  early: EarlyReplies
  /** Counts readings of the shopper: a reply that a newer reading or a spin overtook is not written. */
  reading: number
  readyTold: boolean
  spinning: Map<string, Promise<Outcome>>
}

/** Nothing of the shopper before is left; replies still under way to them are dropped. */
export function endSession(client: Client): void {
  const { session, state } = client
  client.session = null
  client.spinning.clear()
  session?.end()
  batch(() => {
    state.me.value = state.prompt.value = null
    state.signedIn.value = false
  })
}

/** @param onStranger a renewed token speaks for somebody else */
export function beginSession(client: Client, ask: Identify, onStranger: () => void): void {
  endSession(client)
  client.session = openSession(ask, client.send, onStranger, client.early.token)
  client.early.token = undefined
  batch(() => {
    client.state.asked.value = true
    client.state.signedIn.value = true
    client.state.problem.value = null
  })
}

export function sessionOf(client: Client): Session {
  if (!client.session) throw new LaurelError('signed_out')
  return client.session
}

export function fail(client: Client, thrown: unknown): void {
  const error = asLaurelError(thrown, 'unexpected_reply')
  client.state.problem.value = error
  void client.hub.emit('error', error)
}
