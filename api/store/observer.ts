/**
 * What goes on between changes and their database, for whoever counts it. It is told in the midst of writing, so it
 * counts and does nothing else; it never throws.
 */
export interface StoreObserver {
  /** A change is decided again: another came first, or somebody else held the database. */
  retried(because: 'overtaken' | 'busy'): void
  /**
   * A change was given up and its caller told to come back: no try held, or too many changes were waiting already, of
   * all (`queue_full`) or of its journal (`journal_full`). Or a read was, as too many of its kind were (`reads_full`).
   */
  gaveUp(because: 'overtaken' | 'busy' | 'queue_full' | 'journal_full' | 'reads_full'): void
  /** One transaction has been committed, with so many changes in it. */
  committed(changes: number): void
  /** What is in the write-ahead log could not be copied into the file: its disk is full, say. */
  couldNotCheckpoint(): void
  /** A copy of what was erased may be in the file or its log still: another process holds on to them, or the disk is full. */
  couldNotScrub(): void
}

export const UNOBSERVED: StoreObserver = {
  retried() {},
  gaveUp() {},
  committed() {},
  couldNotCheckpoint() {},
  couldNotScrub() {},
}
