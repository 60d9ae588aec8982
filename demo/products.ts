/** What the shop sells: articles, names and prices of the real catalogue. */
export interface Product {
  sku: string
  /** In addresses. */
  slug: string
  name: string
  category: 'Table' | 'Kitchen' | 'Light' | 'Home' | 'Gifts'
  /** Pence, 20 % VAT included. */
  price: number
  text: string
  giftCard?: boolean
}

export const products: Product[] = [
  {
    sku: '22423',
    slug: 'regency-cakestand',
    name: 'Regency cakestand, three tiers',
    category: 'Table',
    price: 1275,
    text: 'Three porcelain plates on a slim gilt stem. Holds a proper tea for six, and comes apart to be washed.',
  },
  {
    sku: '85123A',
    slug: 'hanging-heart-t-light',
    name: 'Hanging heart t-light holder',
    category: 'Light',
    price: 295,
    text: 'A white wire heart with a glass for one t-light. Hang a few at different heights in a window.',
  },
  {
    sku: '22699',
    slug: 'roses-teacup',
    name: 'Roses teacup and saucer',
    category: 'Table',
    price: 295,
    text: 'Fine bone china with a wreath of roses. Light in the hand, and it goes with everything that does not match.',
  },
  {
    sku: '22847',
    slug: 'bread-bin-ivory',
    name: 'Diner bread bin, ivory',
    category: 'Kitchen',
    price: 1695,
    text: 'Enamelled steel with a roll top. Keeps two loaves and asks for nothing but a wipe.',
  },
  {
    sku: '47566',
    slug: 'party-bunting',
    name: 'Party bunting',
    category: 'Home',
    price: 495,
    text: 'Five metres of cotton flags in six prints, on a tape that ties. It comes out every summer.',
  },
  {
    sku: '23084',
    slug: 'rabbit-night-light',
    name: 'Rabbit night light',
    category: 'Light',
    price: 208,
    text: 'A soft rabbit that glows for an hour and then goes to sleep. Charges by the cable in the box.',
  },
  {
    sku: '22960',
    slug: 'jam-making-set',
    name: 'Jam making set with jars',
    category: 'Kitchen',
    price: 425,
    text: 'Six jars, wax discs, cloth tops and labels. All that is missing is a Sunday and some plums.',
  },
  {
    sku: '84879',
    slug: 'bird-ornament',
    name: 'Painted bird ornament',
    category: 'Home',
    price: 169,
    text: 'A small tin bird in one of five colours. Stands on a shelf, or clips to a branch.',
  },
  {
    sku: '22470',
    slug: 'wicker-heart',
    name: 'Heart of wicker, large',
    category: 'Home',
    price: 295,
    text: 'Woven willow, 40 cm across. Bare in winter; with whatever is in flower the rest of the year.',
  },
  {
    sku: '22720',
    slug: 'pantry-cake-tins',
    name: 'Pantry cake tins, set of three',
    category: 'Kitchen',
    price: 495,
    text: 'They sit inside each other when empty, which in our house is not often.',
  },
  {
    sku: '22457',
    slug: 'slate-heart',
    name: 'Slate heart chalkboard',
    category: 'Home',
    price: 295,
    text: 'Welsh slate on a jute cord, with a stick of chalk. Says what is for supper.',
  },
  {
    sku: '22112',
    slug: 'hot-water-bottle',
    name: 'Chocolate hot water bottle',
    category: 'Gifts',
    price: 495,
    text: 'A knitted cover in cocoa brown over two litres of warmth. The cover comes off for the wash.',
  },
  {
    sku: '22969',
    slug: 'jam-candle',
    name: 'Homemade jam candle',
    category: 'Light',
    price: 145,
    text: 'Strawberry wax in a jam jar with a gingham top. Burns for twenty hours.',
  },
  {
    sku: '48138',
    slug: 'union-doormat',
    name: 'Union doormat',
    category: 'Home',
    price: 795,
    text: 'Coir, 60 by 40 cm, printed with a faded flag. Good with boots.',
  },
  {
    sku: '85099B',
    slug: 'retrospot-bag',
    name: 'Red retrospot jumbo bag',
    category: 'Gifts',
    price: 208,
    text: 'Woven, wipe-clean and bigger than you expect. Carries the picnic, then the laundry.',
  },
  {
    sku: 'GIFT25',
    slug: 'gift-card',
    name: 'Gift card, £25',
    category: 'Gifts',
    price: 2500,
    text: 'By e-mail, with your own words. Never runs out. Gift cards earn no points; what they buy does.',
    giftCard: true,
  },
]

const bySku = new Map(products.map(product => [product.sku, product]))

export function productOf(sku: string): Product | undefined {
  return bySku.get(sku)
}
