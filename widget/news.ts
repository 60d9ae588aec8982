import type { Me } from '../sdk/contract'

/** What is new for a shopper: wheels they can spin at no cost. */
export const countNews = (me: Me): number =>
  me.wheels.filter(({ entry }) => entry === 'free' || entry === 'spin').length
