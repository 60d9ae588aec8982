import fc from 'fast-check'
import type { RedemptionResult } from '../../../sdk/contract'
import { balance, type Customer } from '../books'
import { giveBack, type Redemption, redeemItem, returnableUntil } from '../catalogue'
import { agree, both, type Play, someone, type Touched } from '../play'
import { redemptionOf, shownRedemption } from '../redemptions'
import { pass } from '../time'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never
const who = fc.nat({ max: 5 })

/** Points for something of the catalogue, sometimes for a price that is none. */
export const redeem = fc.record({
  ...{ kind: fc.constant('redeem' as const), who, item: fc.nat({ max: 3 }) },
  /** Steps above the lowest price. */
  steps: fc.constantFrom(null, 0, 0, 1, 2, 9),
  isOffGrid: fc.constantFrom(false, false, false, false, true),
  /** Also those who have nothing to pay with may try. */
  isPoor: fc.constantFrom(false, false, false, true),
})

export async function runRedeem(play: Play, drawn: Drawn<typeof redeem>): Promise<Touched> {
  const isAble = (each: Customer) =>
    each.kind === 'customer' && (drawn.isPoor || balance(each, 'points').available > 0)
  const name = someone(play, drawn.who, isAble)?.externalId
  const item = play.items[drawn.item % Math.max(1, play.items.length)]
  if (name === undefined || !item) return null
  play.serial += 1
  const points = priceOf(item.config.price, drawn)
  let bought: Redemption | undefined
  const happens = (customer: Customer) => {
    pass(customer, play.now, play.rules)
    bought = redeemItem(customer, item, play.pool, points, play.rules)
  }
  const options = { idempotencyKey: `redemption-${play.serial}` }
  const body = { itemId: item.id, ...(points !== undefined && { points }) }
  const done = await both(play, name, happens, () =>
    play.api.sendAs<RedemptionResult>(name, 'POST', '/v1/me/redemptions', body, options),
  )
  if (!done || !bought) return name
  item.sold += 1
  const { redemption } = done.body
  bought.id = redemption.id
  if (bought.gives.kind === 'pool') agree('the code', play.pool.shift() ?? null, redemption.code?.code)
  if (bought.code) bought.code.typed = redemption.code?.code ?? null
  return after(play, done.customer, bought, done.body)
}

function priceOf(
  price: Play['items'][number]['config']['price'],
  { steps, isOffGrid }: Drawn<typeof redeem>,
): number | undefined {
  if (steps === null) return undefined
  if (price.kind === 'fixed') return price.points + (isOffGrid ? 1 : 0)
  return price.minimum + steps * price.step + (isOffGrid ? 1 : 0)
}

/** Something that was bought is given back, by its buyer or the merchant; once or again. */
export const giveBackOne = fc.record({
  ...{ kind: fc.constant('return' as const), who, which: fc.nat({ max: 9 }) },
  /** Whatever it is, also what cannot be returned any more. */
  again: fc.constantFrom(false, false, true),
  by: fc.constantFrom('shopper' as const, 'shopper' as const, 'merchant' as const),
})

export async function runReturn(
  play: Play,
  { who: index, which, by, again }: Drawn<typeof giveBackOne>,
): Promise<Touched> {
  const chosen = (each: Redemption) => again || returnableUntil(each, play.now) !== null
  const owner = someone(play, index, ({ redemptions }) => redemptions.some(chosen))
  const some = owner?.redemptions.filter(chosen) ?? []
  const known = some[which % Math.max(1, some.length)]
  if (!owner || !known) return null
  const place = owner.redemptions.indexOf(known)
  const wasReturned = known.returnedAt !== null
  const happens = (customer: Customer) => {
    const mine = customer.redemptions[place]
    if (!mine || wasReturned) return
    pass(customer, play.now, play.rules)
    giveBack(customer, mine, by, play.rules)
    pass(customer, play.now, play.rules)
  }
  const { externalId: name } = owner
  const path = `redemptions/${known.id}/returns`
  const done = await both(play, name, happens, () =>
    by === 'merchant'
      ? play.api.send<RedemptionResult>('POST', `/v1/${path}`, {})
      : play.api.sendAs<RedemptionResult>(name, 'POST', `/v1/me/${path}`, {}),
  )
  const mine = done?.customer.redemptions[place]
  if (!done || !mine) return name
  const item = play.items.find(({ id }) => id === mine.itemId)
  if (item && !wasReturned) item.sold -= 1
  return wasReturned ? name : after(play, done.customer, mine, done.body)
}

function after(play: Play, customer: Customer, mine: Redemption, body: RedemptionResult): string {
  agree('the redemption', redemptionOf(mine, play.now), shownRedemption(body.redemption))
  agree('what is left', balance(customer, 'points'), body.points)
  return customer.externalId
}
