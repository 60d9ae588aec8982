import type { AnswerResult, Reward, TierView } from '../contract'
import type { LaurelError } from './error'
import type { Outcome } from './spin'

/** What the page can hear, and what it hears. */
export interface LaurelEvents {
  /** The programme, and the shopper if one is signed in, are there. Once. */
  ready: { signedIn: boolean }
  spin: Outcome
  /** The shopper wants to use this code now: put it into the cart. */
  reward: { code: string; token: string; reward: Reward }
  tier: { from: TierView | null; to: TierView | null }
  /** A survey was answered, or part of it. */
  response: AnswerResult
  error: LaurelError
}

export type EventName = keyof LaurelEvents
export type Listener<N extends EventName> = (detail: LaurelEvents[N]) => unknown

export interface Hub {
  on<N extends EventName>(name: N, listener: Listener<N>): () => void
  off<N extends EventName>(name: N, listener: Listener<N>): void
  /** Resolves with what the listeners answered; rejects when one of them did. */
  emit<N extends EventName>(name: N, detail: LaurelEvents[N]): Promise<unknown[]>
  clear(): void
}

/** Listeners by name. One that throws does not starve the others. */
export function createHub(): Hub {
  const listeners = new Map<EventName, Set<Listener<never>>>()
  return {
    on(name, listener) {
      const heard = listeners.get(name) ?? new Set()
      listeners.set(name, heard.add(listener as Listener<never>))
      return () => heard.delete(listener as Listener<never>)
    },
    off(name, listener) {
      listeners.get(name)?.delete(listener as Listener<never>)
    },
    emit(name, detail) {
      const heard = [...(listeners.get(name) ?? [])]
      const answers = Promise.all(heard.map(async listener => listener(detail as never)))
      answers.catch(() => {})
      return answers
    },
    clear: () => listeners.clear(),
  }
}
