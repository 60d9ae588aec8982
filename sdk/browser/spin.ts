import type { Spin, SpinResult } from '../contract'
import type { Drawer } from './drawer'
import { LaurelError } from './error'
import { isTransient } from './retry'
import { fingerprint, randomHex } from './token'
import type { Send } from './transport'

/** A spin as it was sent: kept until its result was shown, so a lost reply is asked for again, never drawn again. */
export interface StartedSpin {
  wheelId: string
  clientSeed: string
  commitment: string
  idempotencyKey: string
}

/** Spins under way, of one shopper. */
export interface StartedSpins {
  subject: string
  spins: Record<string, StartedSpin>
}

/** What the server drew, with what we were promised and sent before it did. */
export type Outcome = SpinResult & { sent: Pick<StartedSpin, 'clientSeed' | 'commitment'> }

/** The spin under way at a wheel, if this shopper has one. Another shopper's is thrown away unread. */
export function readStarted(drawer: Drawer<StartedSpins>, subject: string): Record<string, StartedSpin> {
  const kept = drawer.read()
  if (kept?.subject === fingerprint(subject)) return kept.spins
  if (kept) drawer.clear()
  return {}
}

/** Chosen only now: the commitment has been seen, the server's seed has not. */
export function startSpin(wheelId: string, commitment: string): StartedSpin {
  return { wheelId, commitment, clientSeed: randomHex(16), idempotencyKey: randomHex(16) }
}

export function keepStarted(drawer: Drawer<StartedSpins>, subject: string, spin: StartedSpin): void {
  const spins = { ...readStarted(drawer, subject), [spin.wheelId]: spin }
  drawer.write({ subject: fingerprint(subject), spins })
}

export function dropStarted(drawer: Drawer<StartedSpins>, subject: string, wheelId: string): void {
  const { [wheelId]: _, ...spins } = readStarted(drawer, subject)
  if (Object.keys(spins).length) drawer.write({ subject: fingerprint(subject), spins })
  else drawer.clear()
}

export async function sendSpin(send: Send, started: StartedSpin): Promise<Outcome> {
  const { idempotencyKey, ...body } = started
  const result = await send<SpinResult>({
    path: '/v1/me/spins',
    body: body satisfies Spin,
    idempotencyKey,
  })
  return { ...result, sent: { clientSeed: started.clientSeed, commitment: started.commitment } }
}

/** A refusal that will not change: nothing was drawn, the shopper may begin another spin. */
export const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof LaurelError && thrown.status >= 400 && thrown.status !== 401 && !isTransient(thrown)
