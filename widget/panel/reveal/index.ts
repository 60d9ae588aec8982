import type { WheelView } from '../../../sdk/contract'
import type { App } from '../app'
import type { Face } from './face'
import { createGift } from './gift'
import css from './reveal.css?inline'
import { createScratch } from './scratch'

/** The looks of a wheel that does not turn; none for one that does. */
export function createFace(app: App, { face }: WheelView): Face | undefined {
  app.adopt('reveal', css)
  if (face === 'scratch') return createScratch(app)
  if (face === 'gift') return createGift(app)
}
