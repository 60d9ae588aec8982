import { type DrawAct, take } from './act'

/** A code spent on an order. It stays on the shelf until that is known, so other orders try to have it too. */
export const useCode: DrawAct = (draw, shelf) => {
  const held = draw.chance(0.5) ? shelf.codes.at(-1) : shelf.codes[draw.between(0, shelf.codes.length - 1)]
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
