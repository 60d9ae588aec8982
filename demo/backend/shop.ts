import type { LaurelServer } from '../../sdk/server'
import type { ShopperChoice } from '../wire'
import type { History } from './history'
import type { Records } from './records'

/** Everything the routes work with. */
export interface Shop {
  laurel: LaurelServer
  records: Records
  history: History
  choices: ShopperChoice[]
  /** Laurel's address and the publishable key, for the pages. */
  api: string
  publishableKey: string
  /** The built pages. */
  pagesDir: string
}
