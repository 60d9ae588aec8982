import type { Watched } from './api'
import type { Contest } from './contest'
import type { Seeded } from './seeded'

export interface Terms {
  seeded: Seeded
  /** How long one round of one side should take, where that can be chosen. */
  seconds: number
  /** Runs the API in another way, in which it is watched. */
  watched?: Watched
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
