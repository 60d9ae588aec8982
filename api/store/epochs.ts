/** Tells whether anything may have changed since it was asked before, for one merchant. */
export interface Epochs {
  /** Another text after every change that may concern the merchant, whoever made it. */
  of(merchantId: string): string
  /** Asks what others have committed up to this moment, for whoever may not see it later. */
  look(): void
  /** This process has changed something, or has tried to; left out, it may concern every merchant. */
  changed(merchantId?: string): void
}

const MOST_MERCHANTS = 10_000
export const ASK_EVERY_MS = 1

/**
 * Our own changes are counted, merchant by merchant. Those of other processes cannot be told apart, so each counts for
 * every merchant.
 *
 * @param others another text after every change by somebody else; may throw where the database is held. Asking takes longer
 * than most of a reply from memory, so it is asked once in a millisecond: what another process commits, a revoked key
 * included, may be seen that much later.
 * @param clock ms since any moment; it never goes back
 */
export function openEpochs(others: () => string, clock = () => performance.now()): Epochs {
  const own = new Map<string, number>()
  let ours = 0
  /** The last that may have concerned every merchant. */
  let all = 0
  let asked = ''
  let askedAt = Number.NEGATIVE_INFINITY
  let failures = 0
  /** What was told of a merchant while nothing has changed: the very same text is known for equal without reading it. */
  const told = new Map<string, string>()
  const tell = (merchantId: string) => {
    if (told.size >= MOST_MERCHANTS) told.clear()
    const text = `${asked}.${own.get(merchantId) ?? all}`
    told.set(merchantId, text)
    return text
  }
  const look = () => {
    askedAt = clock()
    const before = asked
    try {
      asked = others()
    } catch {
      failures += 1
      asked = `failed ${failures}`
    }
    if (asked !== before) told.clear()
  }
  return {
    of(merchantId) {
      if (clock() - askedAt >= ASK_EVERY_MS) look()
      return told.get(merchantId) ?? tell(merchantId)
    },
    look,
    changed(merchantId) {
      ours += 1
      if (merchantId === undefined || own.size >= MOST_MERCHANTS) {
        own.clear()
        told.clear()
        all = ours
      }
      if (merchantId === undefined) return
      own.set(merchantId, ours)
      told.delete(merchantId)
    },
  }
}
