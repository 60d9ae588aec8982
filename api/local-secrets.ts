import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Env } from './env'
import { generateSigningJwks } from './rewards/signing-keys'

export interface Secrets {
  adminKey: string
  secret: string
  signingKeys: unknown
}

/**
 * What the environment gives; on the embedded default what is missing is made once and kept in a file that only
 * its owner can read. In production nothing is made up: a secret that is lost cannot be got back.
 */
export async function secretsOf(env: Env, file: string): Promise<Secrets> {
  const given = {
    adminKey: env.LAUREL_ADMIN_KEY,
    secret: env.LAUREL_SECRET,
    signingKeys: env.LAUREL_SIGNING_KEYS,
  }
  if (env.NODE_ENV === 'production' || !env.DATABASE_URL.startsWith('file:')) return complete(given)
  const kept: Partial<Secrets> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const made = {
    adminKey: kept.adminKey ?? `admin_${randomBytes(24).toString('base64url')}`,
    secret: kept.secret ?? randomBytes(32).toString('base64url'),
    signingKeys: kept.signingKeys ?? (await generateSigningJwks()),
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return {
    adminKey: given.adminKey ?? made.adminKey,
    secret: given.secret ?? made.secret,
    signingKeys: given.signingKeys ?? made.signingKeys,
  }
}

function complete({ adminKey, secret, signingKeys }: Partial<Secrets>): Secrets {
  const missing = [
    adminKey === undefined && 'LAUREL_ADMIN_KEY',
    secret === undefined && 'LAUREL_SECRET',
    signingKeys === undefined && 'LAUREL_SIGNING_KEYS',
  ].filter(Boolean)
  if (adminKey === undefined || secret === undefined || signingKeys === undefined)
    throw new Error(`In production these must be set: ${missing.join(', ')}`)
  return { adminKey, secret, signingKeys }
}
