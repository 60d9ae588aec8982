import type { ComponentType } from 'preact'
import type { Outcome } from '../../../sdk/browser'

/** Another look of a wheel: the same draw, uncovered instead of turned. */
export interface Face {
  View: ComponentType<{
    /** A draw is under way. */
    busy: boolean
    /** What was drawn last, once it is known to the shopper. */
    outcome: Outcome | undefined
  }>
  /**
   * Resolves when the shopper has seen what was drawn.
   * @param wait called with what uncovers it while it is the shopper's turn, and with nothing after
   */
  show(outcome: Outcome, wait: (uncover?: () => void) => void): Promise<void>
}

/** Where nothing is to move, results are there at once. */
export const isStill = (): boolean => matchMedia('(prefers-reduced-motion)').matches
