import { type Act, type DrawAct, type HeldCode, type Shelf, take } from './act'

/** A code spent on an order. */
export const useCode: DrawAct = (draw, shelf) =>
  draw.chance(0.5)
    ? useNewestCode(draw, shelf)
    : useOf(shelf, shelf.codes[draw.between(0, shelf.codes.length - 1)])

/** The code that other clients are most likely to want at the same moment. */
export const useNewestCode: DrawAct = (_, shelf) => useOf(shelf, shelf.codes.at(-1))

/** The code stays on the shelf until it is known to be used, so other orders try to have it too. */
function useOf(shelf: Shelf, held: HeldCode | undefined): Omit<Act, 'key'> | undefined {
  if (!held) return undefined
  const { customer } = held
  const orderId = shelf.name('use')
  const line = { customer, kind: 'redeem', source: `code:${held.id}`, points: 0, spins: 0, why: orderId }
  return {
    ...{ kind: 'use code', shopper: null, path: `/v1/codes/${held.code}/redeem`, body: { orderId } },
    leaves: () => [line],
    learn() {
      shelf.codes = shelf.codes.filter(code => code !== held)
      shelf.used.push({ ...held, orderId })
    },
  }
}

/** The use given back: from then on another order can have the code. */
export const giveBack: DrawAct = (draw, shelf) => {
  const used = take(draw, shelf.used)
  if (!used) return undefined
  const { id, code, customer, orderId } = used
  const line = { customer, kind: 'rollback', source: `code:${id}`, points: 0, spins: 0, why: orderId }
  return {
    ...{ kind: 'give back', shopper: null, path: `/v1/codes/${code}/rollback`, body: { orderId } },
    leaves: () => [line],
    learn: () => shelf.codes.push({ id, code, customer }),
  }
}
