import { z } from 'zod'

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/, 'must start with file:, libsql:// or https://')
    .default('file:data/laurel.db'),
  DATABASE_AUTH_TOKEN: z.string().min(1).optional(),
  LAUREL_ADMIN_KEY: z.string().min(24, 'must have at least 24 characters').optional(),
  LAUREL_SIGNING_KEYS: z.string().transform(json).optional(),
  LAUREL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PUBLIC_URL: z.url().optional(),
  NODE_ENV: z.string().optional(),
})
export type Env = z.infer<typeof Env>

/** The whole configuration, parsed once. Throws one error that names every variable that is wrong. */
export function parseEnv(variables: Record<string, unknown>): Env {
  const filled = Object.entries(variables).filter(([, value]) => value !== '')
  const result = Env.safeParse(Object.fromEntries(filled))
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
