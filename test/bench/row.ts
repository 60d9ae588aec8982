import type { Watched } from './api'
import type { Contest } from './contest'

export interface Terms {
  /** How long one round of one side should take, where that can be chosen. */
  seconds: number
  /** Of the shop that has grown. */
  customers: number
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
  /** The bars are for how much longer it takes, so less is better. */
  asTime?: boolean
  /** Nothing is served: what is measured runs in the process of the bench itself. */
  inProcess?: boolean
  open(terms: Terms): Promise<Contest>
}
