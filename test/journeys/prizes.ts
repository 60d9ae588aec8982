import type { WriteWheelInput } from '../../sdk/server'

/** A wheel with a free spin a day, each of which wins a code that takes five pounds off. */
export const SURE_WIN: WriteWheelInput = {
  name: 'The orchard wheel',
  entry: { free: { count: 1, per: 'day' } },
  prizes: ['Five pounds off', 'A fiver off'].map((name, at) => ({
    id: `five-${at}`,
    name,
    weight: 1,
    award: { kind: 'amount', amount: 500, currency: 'GBP' },
  })),
}
