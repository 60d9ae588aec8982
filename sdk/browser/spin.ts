import type { Spin, SpinResult } from '../contract'
import type { StartedSpin } from './started'
import { randomHex } from './token'
import type { Send } from './transport'

/** What the server drew, with what we were promised and sent before it did. */
export type Outcome = SpinResult & { sent: Pick<StartedSpin, 'clientSeed' | 'commitment'> }

/** Chosen only now: the commitment has been seen, the server's seed has not. */
export function startSpin(wheelId: string, commitment: string): StartedSpin {
  return { wheelId, commitment, clientSeed: randomHex(16), idempotencyKey: randomHex(16) }
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
