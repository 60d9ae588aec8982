import type { Swept } from '../../api/earning/sweep'

/** One batch as it went to the database; a read that was not planned has a name. */
export interface Batch {
  kind: 'read' | 'write'
  statements: { name?: string; sql: string; params: unknown[] }[]
}

/** What a test does to the server it asks, in whatever runtime that is. */
export interface Rig {
  sweep(): Promise<Swept>
  /** Sends the webhooks that are due; returns how many attempts were made. */
  deliver(timeoutMs?: number): Promise<number>
  /** From now on whatever is random follows from this number. */
  seed(seed: number): Promise<void>
  /** Whether webhooks may be on this machine, as in a development set-up. */
  setLocal(local: boolean): Promise<void>
  /** Readers wait for one another until so many have read, and nobody takes turns; with 0, all is as before. */
  meet(readers: number): Promise<void>
  /** While it is broken, the database answers no reads. */
  setBroken(broken: boolean): Promise<void>
  /** Begins to note batches, or ends; returns those noted until now. */
  watch(on: boolean): Promise<Batch[]>
}

/** The names of {@link Rig}, for whoever passes them on. */
export const LEVERS = ['sweep', 'deliver', 'seed', 'setLocal', 'meet', 'setBroken', 'watch'] as const
