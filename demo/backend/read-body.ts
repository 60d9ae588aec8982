import type { Context } from 'hono'
import type { z } from 'zod'
import { ShopError } from './refuse'

/** @throws ShopError `bad_request` for anything but JSON of this shape */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
  if (!parsed.success) throw new ShopError('bad_request', 400)
  return parsed.data
}
