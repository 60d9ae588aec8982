import type { HTMLAttributes } from 'preact'

/** What Laurel's elements take, for the shop's own pages. */
interface Earning extends HTMLAttributes<HTMLElement> {
  /** Pence. */
  amount: number
  currency: string
  sku?: string
  /** Between spaces or commas. */
  categories?: string
}

type Bare = HTMLAttributes<HTMLElement>

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'laurel-points': Bare
      'laurel-tier': Bare
      'laurel-referral': Bare
      'laurel-wheel': Bare
      'laurel-account': Bare
      'laurel-earn': Earning
    }
  }
}
