import { itemReads } from '../catalogue/read'
import { surveysAsked } from '../feedback/read'
import { momentsIn } from '../http/again'
import { dayNumber, dayStart } from '../merchants/calendar'
import type { Tenant } from '../merchants/tenant'
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

/** When what is offered may change by itself: whatever the merchant has dated, and the day that stocks are counted by. */
export function turnsOf({ program, at, zone }: Tenant, { wheels, items }: Offer): number[] {
  const settings = [program, ...wheels.map(({ config }) => config), ...items.map(({ config }) => config)]
  return [...settings.flatMap(datedIn), dayStart(dayNumber(at, zone) + 1, zone)]
}

/** Settings are shared by many replies, and never changed. */
const dated = new WeakMap<object, number[]>()

function datedIn(settings: object): number[] {
  const known = dated.get(settings)
  if (known) return known
  const moments = momentsIn(JSON.stringify(settings))
  dated.set(settings, moments)
  return moments
}

export type Offer = Rows<ReturnType<typeof offerReads>>
