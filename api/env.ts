import { z } from 'zod'
import { COURTESY } from './http/limits'
import { LEVELS } from './telemetry/log'

const adminKey = z.string('must be set').min(24, 'must have at least 24 characters')
const secret = z.string('must be set').min(32, 'must have at least 32 characters')
const signingKeys = z.string('must be set').transform(json)
const logLevel = z.enum([...LEVELS, 'silent'])
const authToken = z.string('must be set').min(1)
const callsPerMinute = z.coerce.number().int().min(1)
const publicUrl = z
  .string('must be set')
  .pipe(z.url('must be an address such as https://loyalty.shop.example'))

const Settings = z.object({
  HOST: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/, 'must start with file:, libsql:// or https://')
    .default('file:data/laurel.db'),
  DATABASE_AUTH_TOKEN: authToken.optional(),
  LAUREL_ADMIN_KEY: adminKey.optional(),
  LAUREL_SIGNING_KEYS: signingKeys.optional(),
  LAUREL_SECRET: secret.optional(),
  PUBLIC_URL: publicUrl.optional(),
  RATE_LIMIT_SECRET: callsPerMinute.default(COURTESY.secretPerMinute),
  RATE_LIMIT_PAGE: callsPerMinute.default(COURTESY.pagePerMinute),
  NODE_ENV: z.string().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
  LOG_LEVEL: logLevel.optional(),
  METRICS_TOKEN: z.string().min(24, 'must have at least 24 characters').optional(),
})
export type Env = z.infer<typeof Settings>

/** Codes name it as their issuer for good, so it is not made up where they count. */
const Env = Settings.refine(env => env.NODE_ENV !== 'production' || env.PUBLIC_URL !== undefined, {
  path: ['PUBLIC_URL'],
  message: 'must be set in production',
})

/** An edge runtime has no disk and no other isolate to ask: nothing can be made up there. */
const EdgeEnv = z.object({
  DATABASE_URL: z
    .string('must be set')
    .regex(/^(libsql|https?):\/\/.+$/, 'must start with libsql:// or https://'),
  DATABASE_AUTH_TOKEN: authToken,
  LAUREL_ADMIN_KEY: adminKey,
  LAUREL_SIGNING_KEYS: signingKeys,
  LAUREL_SECRET: secret,
  PUBLIC_URL: publicUrl,
  LOG_LEVEL: logLevel.default('info'),
})
export type EdgeEnv = z.infer<typeof EdgeEnv>

/** The whole configuration, parsed once. Throws one error that names every variable that is wrong. */
export const parseEnv = (variables: Record<string, unknown>): Env => parse(Env, variables)

/** The same from the bindings of an edge runtime; those that are no text are left alone. */
export const parseEdgeEnv = (bindings: Record<string, unknown>): EdgeEnv => parse(EdgeEnv, bindings)

function parse<T>(schema: z.ZodType<T>, variables: Record<string, unknown>): T {
  const filled = Object.entries(variables).filter(([, value]) => value !== '')
  const result = schema.safeParse(Object.fromEntries(filled))
  if (result.success) return result.data
  const wrong = result.error.issues.map(issue => `  ${issue.path.join('.')} ${issue.message}`)
  throw new Error(`The environment is not right:\n${wrong.join('\n')}`)
}

function json(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a JWKS in JSON' })
    return z.NEVER
  }
}
