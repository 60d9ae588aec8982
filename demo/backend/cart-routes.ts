import { getConnInfo } from '@hono/node-server/conninfo'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { stateOf } from './account-routes'
import { applyCode, setQuantity } from './cart'
import { pay } from './pay'
import { readBody } from './read-body'
import type { SessionEnv } from './sessions'
import type { Shop } from './shop'

const SetQuantity = z.object({ sku: z.string().max(64), quantity: z.int().min(0).max(99) })
const ApplyCode = z.object({ code: z.string().trim().min(1).max(64) })
const Pay = z.object({ card: z.enum(['good', 'declined']) })

/** The basket, its code, and paying. Each answers with the whole state, so that a page has nothing to add up. */
export function cartRoutes(shop: Shop): Hono<SessionEnv> {
  const app = new Hono<SessionEnv>()

  app.put('/api/cart', async c => {
    const { sku, quantity } = await readBody(c, SetQuantity)
    setQuantity(c.var.session, sku, quantity)
    return c.json(stateOf(c.var.session))
  })
  app.post('/api/cart/code', async c => {
    const { code } = await readBody(c, ApplyCode)
    await applyCode(shop.laurel, c.var.session, code, networkOf(c))
    return c.json(stateOf(c.var.session))
  })
  app.delete('/api/cart/code', c => {
    c.var.session.code = null
    return c.json(stateOf(c.var.session))
  })
  app.post('/api/checkout', async c => {
    const { card } = await readBody(c, Pay)
    return c.json(await pay(shop, c.var.session, card, networkOf(c)))
  })
  return app
}

/** Wrong codes are counted per network: one guesser does not lock out everybody. */
function networkOf(c: Context): string | undefined {
  try {
    return getConnInfo(c).remote.address
  } catch {
    return undefined
  }
}
