import type { JSX } from 'preact'
import { productOf } from '../../products'
import { bag, giftCard, hotWaterBottle } from './gifts'
import { birdOrnament, bunting, doormat, slateHeart, wickerHeart } from './home'
import { breadBin, cakeTins, jamSet } from './kitchen'
import { heartLight, jamCandle, rabbit } from './light'
import { cakestand, teacup } from './table'

const drawings: Record<string, () => JSX.Element> = {
  '22423': cakestand,
  '22699': teacup,
  '22847': breadBin,
  '22720': cakeTins,
  '22960': jamSet,
  '85123A': heartLight,
  '23084': rabbit,
  '22969': jamCandle,
  '84879': birdOrnament,
  '47566': bunting,
  '22470': wickerHeart,
  '22457': slateHeart,
  '48138': doormat,
  '22112': hotWaterBottle,
  '85099B': bag,
  GIFT25: giftCard,
}

/** A product's picture, drawn by hand; the name always stands beside it. */
export function Picture({ sku, large = false }: { sku: string; large?: boolean }) {
  const tone = productOf(sku)?.category.toLowerCase() ?? 'home'
  return (
    <svg
      class={large ? 'picture large' : 'picture'}
      data-tone={tone}
      viewBox="0 0 240 240"
      aria-hidden="true"
    >
      {drawings[sku]?.()}
    </svg>
  )
}
