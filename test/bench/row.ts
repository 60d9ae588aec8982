import type { Contest } from './contest'
import type { Seeded } from './seeded'

export interface Terms {
  seeded: Seeded
  /** How long one round of one side should take, where that can be chosen. */
  seconds: number
}

/** One line of the table of figures. */
export interface Row {
  name: string
  what: string
  against: string
  firstBar: number
  goal: number
  open(terms: Terms): Promise<Contest>
}
