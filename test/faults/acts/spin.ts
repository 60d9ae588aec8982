import type { SpinResult } from '../../../sdk/contract'
import { anyShopper, type DrawAct, type Line } from './act'

/** One draw of the wheel, paid with a spin: a prize, its code and its line. */
export const spin: DrawAct = (draw, shelf) => {
  const customer = anyShopper(draw, shelf)
  return {
    ...{ kind: 'spin', shopper: customer, path: '/v1/me/spins' },
    body: { wheelId: shelf.shop.wheelId, clientSeed: shelf.name('seed') },
    leaves({ id, prize }: SpinResult) {
      const line = { customer, kind: 'spin', source: `spin:${id}`, points: 0, spins: -1, why: 'Spring wheel' }
      return [line, ...(prize ? prizeLine(line, prize) : [])]
    },
    learn({ code }: SpinResult) {
      if (code) shelf.codes.push({ id: code.id, code: code.code, customer })
    },
  }
}

function prizeLine(line: Line, { name, award }: NonNullable<SpinResult['prize']>): Line[] {
  if (award.kind === 'nothing') return []
  return [{ ...line, kind: 'prize', spins: 0, points: award.kind === 'points' ? award.points : 0, why: name }]
}
