import type { LaurelError } from '../../../sdk/browser/error'
import { redeem } from '../../../sdk/browser/redeem'
import { isTransient } from '../../../sdk/browser/retry'
import { randomHex } from '../../../sdk/browser/token'
import type { ItemView, Me, Redemption } from '../../../sdk/contract'
import type { App } from '../app'
import type { TextKey, Words } from '../words'
import { boundsOf, nameGift } from './price'

/** What the shopper and the shop are about to agree on. */
export interface Deal {
  points: number
  /** The shopper when it was opened: until it is closed nothing around it changes, and so nothing moves. */
  me: Me
  /** Of the redemption: the same until it was bought, as nothing is kept of a refusal. */
  key: string
  busy?: boolean
  /** A problem code; `lost` when nobody knows whether it was bought: asking again tells, and buys nothing more. */
  trouble?: string
  bought?: Redemption
}

export type Deals = ReturnType<typeof createDeals>

/** What is being bought, by item; at most one of them is open. */
export function createDeals({ laurel, words, announce, focus, own }: App) {
  const deals = own<Record<string, Deal>>({})
  const open = own('')

  const of = (id: string) => (open.value === id ? deals.value[id] : undefined)
  const change = (id: string, part: Partial<Deal>) => {
    deals.value = { ...deals.value, [id]: { ...(deals.value[id] as Deal), ...part } }
  }

  /** One that was lost is found again as it was. */
  const toggle = (item: ItemView) => {
    const { id } = item
    const opening = !of(id)
    if (opening && deals.value[id]?.trouble !== 'lost')
      deals.value = {
        ...deals.value,
        [id]: { points: boundsOf(item).minimum, key: randomHex(16), me: laurel.me.value as Me },
      }
    open.value = opening ? id : ''
    focus(opening ? '.deal input, .deal button' : `#${id}`)
  }

  const buy = async ({ id }: ItemView) => {
    const deal = deals.value[id]
    const w = words.value
    if (!deal || !w || deal.busy) return
    change(id, { busy: true })
    try {
      const { redemption } = await redeem(laurel.client, id, deal.points, deal.key)
      change(id, { bought: redemption })
      announce(w.text('rewards.yours', { gift: nameGift(w, redemption.gives) }))
      focus('.deal button')
    } catch (thrown) {
      if (!deals.value[id]) return
      const error = thrown as LaurelError
      const trouble = isTransient(error) ? 'lost' : error.code
      change(id, { busy: false, trouble })
      announce(sayWhyNot(w, trouble))
    }
  }

  /** What was bought here and given back below stays in its place, and says so. */
  const returned = ({ id, itemId, returnedAt }: Redemption) => {
    const { bought } = deals.value[itemId] ?? {}
    if (bought?.id === id) change(itemId, { bought: { ...bought, returnedAt } })
  }

  return { of, me: () => of(open.value)?.me ?? laurel.me.value, change, toggle, buy, returned }
}

/** Why something cannot be had, or was not. There are texts for what a shopper can understand. */
export function sayWhyNot(w: Words, reason: string): string {
  const key = `rewards.${reason}` as TextKey
  const said = w.text(key)
  return said === key ? w.text('rewards.refused') : said
}
