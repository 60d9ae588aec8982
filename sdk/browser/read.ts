import { batch } from '@preact/signals-core'
import type { Me, Storefront } from '../contract'
import { type Client, type EarlyReplies, endSession, fail } from './client'
import { LaurelError } from './error'

/** Reads the shopper. Only the newest reading is written, and only in the session that asked for it. */
export async function readMe(client: Client): Promise<void> {
  const { session, early } = client
  if (!session) return
  const turn = ++client.reading
  const { me: first } = early
  early.me = undefined
  try {
    await session.subject()
    const read = () => session.send<Me>({ path: '/v1/me', cache: 'no-store' })
    const me = await (first?.catch(read) ?? read())
    if (session === client.session && turn === client.reading) write(client, me)
  } catch (thrown) {
    if (session !== client.session) return
    if (isGone(thrown)) {
      if ((thrown as LaurelError).code === 'merged') client.guest.clear()
      endSession(client)
    } else fail(client, thrown)
  }
}

function write({ state, hub }: Client, me: Me): void {
  const before = state.me.value
  batch(() => {
    state.me.value = me
    state.problem.value = null
  })
  const from = before?.tier?.current ?? null
  const to = me.tier?.current ?? null
  if (before && from?.id !== to?.id) void hub.emit('tier', { from, to })
}

/** @param first what was asked for early */
export async function readStorefront(
  client: Client,
  cache?: RequestCache,
  first?: EarlyReplies['storefront'],
): Promise<void> {
  const read = () => client.send<Storefront>({ path: '/v1/storefront', cache })
  client.state.storefront.value = await (first?.catch(read) ?? read())
}

/** A session that is nobody's any more: signed out, or a guest who has become a customer elsewhere. */
const isGone = (thrown: unknown): boolean =>
  thrown instanceof LaurelError && (thrown.code === 'signed_out' || thrown.code === 'merged')

/** Reads what is missing of the programme, and the shopper. */
export async function load(client: Client): Promise<void> {
  const { state } = client
  state.asked.value = true
  state.problem.value = null
  const storefront = state.storefront.value
    ? null
    : readStorefront(client, undefined, client.early.storefront).catch((thrown: unknown) =>
        fail(client, thrown),
      )
  await Promise.all([storefront, readMe(client)])
  tellReady(client)
}

export function tellReady(client: Client): void {
  const { state, hub } = client
  if (client.readyTold || state.status.value !== 'ready') return
  client.readyTold = true
  void hub.emit('ready', { signedIn: state.signedIn.value })
}
