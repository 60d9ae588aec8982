import { itemReads } from '../catalogue/read'
import { surveysAsked } from '../feedback/read'
import { poolReads } from '../rewards/issue'
import { plan } from '../store/plan'
import type { Db, Rows } from '../store/store'
import { wheelReads } from '../wheel/read'

const DAY_MS = 86_400_000

interface Moment {
  merchantId: string
  realTime: number
}

const readAll = plan(
  (db, { merchantId, realTime }: Moment) => ({
    ...wheelReads(db, { merchantId, realTime }),
    ...poolReads(db, merchantId),
    ...itemReads(db, merchantId),
    ...surveysAsked(db, merchantId),
  }),
  { remembered: ['wheels', 'items', 'surveys'], isShared: true },
)

/** What the merchant offers to every shopper, and what is left of it. Whoever asks on the same day asks for the same. */
export const offerReads = (db: Db, { merchantId, realTime }: Moment) =>
  readAll(db, { merchantId, realTime: realTime - (realTime % DAY_MS) })

export type Offer = Rows<ReturnType<typeof offerReads>>
