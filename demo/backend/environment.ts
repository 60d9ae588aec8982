import { z } from 'zod'

const Environment = z.object({
  LAUREL_API: z.url({ protocol: /^https?$/ }).default('http://localhost:8787'),
  LAUREL_ADMIN_KEY: z.string().min(1).optional(),
  DEMO_PORT: z.coerce.number().int().min(1).max(65_535).default(8788),
  DEMO_HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_DATA: z.string().min(1).default('data'),
  DEMO_ORDERS: z.coerce.number().int().min(1).optional(),
})

export interface DemoEnvironment {
  /** Where Laurel runs, for this server and for browsers. */
  api: string
  /** Only to create the merchant; otherwise what Laurel wrote into `data/secrets.json`. */
  adminKey: string | undefined
  host: string
  port: number
  dataDir: string
  /** How many of the latest past orders to import; undefined is all of them. */
  latestOrders: number | undefined
}

/** @throws Error that names each variable that is wrong */
export function environmentOf(variables: NodeJS.ProcessEnv): DemoEnvironment {
  const parsed = Environment.safeParse(variables)
  if (!parsed.success) throw new Error(`environment: ${z.prettifyError(parsed.error)}`)
  const { LAUREL_API, LAUREL_ADMIN_KEY, DEMO_HOST, DEMO_PORT, DEMO_DATA, DEMO_ORDERS } = parsed.data
  return {
    api: LAUREL_API.replace(/\/+$/, ''),
    adminKey: LAUREL_ADMIN_KEY,
    host: DEMO_HOST,
    port: DEMO_PORT,
    dataDir: DEMO_DATA,
    latestOrders: DEMO_ORDERS,
  }
}
