import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Account, ShopState } from '../wire'
import { cartOf } from './cart'
import { readBody } from './read-body'
import { ShopError } from './refuse'
import { renew, type Session, type SessionEnv, withSession } from './sessions'
import type { Shop } from './shop'
import { signIn } from './sign-in'
import { tell } from './tell'

const SHOWN_PAST_ORDERS = 10

const SignIn = z.union([
  z.object({ id: z.string().max(64) }),
  z.object({
    name: z.string().trim().min(1).max(120),
    email: z.email().max(254).toLowerCase(),
    birthday: z.iso.date().optional(),
  }),
])
const WriteReview = z.object({ sku: z.string().max(64), text: z.string().trim().min(3).max(500) })

/** Who is here, what they bought, and the token that says so to Laurel. */
export function accountRoutes(shop: Shop): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()

  app.get('/loyalty-token', withSession(), async c => {
    c.header('Cache-Control', 'no-store')
    const { id: externalId, name } = shopperOf(c)
    return c.text(await shop.laurel.signCustomerToken({ externalId, name }))
  })

  app.get('/api/state', c => c.json(stateOf(c.var.session)))
  app.get('/api/history', c => c.json(shop.history.progress))
  app.get('/api/shoppers', c => c.json(shop.choices))
  app.post('/api/sign-in', async c => {
    const shopper = await signIn(shop, await readBody(c, SignIn))
    return c.json(stateOf(renew(c, shopper)))
  })
  app.post('/api/sign-out', c => c.json(stateOf(renew(c, null))))

  app.get('/api/account', c => c.json(accountOf(shop, shopperOf(c).id)))
  app.get('/api/orders/:id', c => c.json(orderOf(shop, c)))
  app.post('/api/orders/:id/return', async c => {
    const order = orderOf(shop, c)
    if (order.status === 'returned') throw new ShopError('not_returnable')
    order.status = 'returned'
    order.untold.push('returned')
    shop.records.save()
    await tell(shop, order)
    return c.json(order)
  })

  app.get('/api/reviews/:sku', c =>
    c.json(shop.records.reviews.filter(({ sku }) => sku === c.req.param('sku'))),
  )
  app.post('/api/reviews', async c => {
    const { sku, text } = await readBody(c, WriteReview)
    const { id, name } = shopperOf(c)
    shop.records.reviews.push({ sku, by: name, text })
    shop.records.save()
    const { earned } = await shop.laurel.events.send({
      externalId: `review-${id}-${sku}`,
      customer: { externalId: id },
      name: 'review.published',
    })
    return c.json(earned)
  })
  return app
}

export function stateOf(session: Session): ShopState {
  return { shopper: session.shopper, cart: cartOf(session) }
}

function shopperOf(c: Context<SessionEnv>) {
  const { shopper } = c.var.session
  if (!shopper) throw new ShopError('signed_out', 401)
  return shopper
}

/** Somebody else's order is not found, either. */
function orderOf({ records }: Shop, c: Context<SessionEnv>) {
  const { id } = shopperOf(c)
  const order = records.orders.find(one => one.id === c.req.param('id') && one.shopperId === id)
  if (!order) throw new ShopError('not_found', 404)
  return order
}

function accountOf({ records, history }: Shop, shopperId: string): Account {
  const past = history.of(shopperId)
  return {
    orders: records.orders.filter(order => order.shopperId === shopperId).reverse(),
    past: past.slice(0, SHOWN_PAST_ORDERS),
    pastCount: past.length,
  }
}
