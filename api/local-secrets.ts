import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Env } from './env'
import { flush } from './flush'
import { generateSigningJwks } from './rewards/signing-keys'

const Kept = z.object({
  adminKey: z.string().min(1),
  secret: z.string().min(1),
  signingKeys: z.looseObject({}),
})

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
  const kept = keptIn(file) ?? (await makeIn(file))
  return {
    adminKey: given.adminKey ?? kept.adminKey,
    secret: given.secret ?? kept.secret,
    signingKeys: given.signingKeys ?? kept.signingKeys,
  }
}

/** @throws Error where something is there that is not all of them: what was sealed could not be opened with others */
function keptIn(file: string): Secrets | undefined {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    if (codeOf(error) !== undefined) throw error
    throw new Error(
      `${file} is not a whole file of secrets: put a copy of it back, or remove it if nothing was sealed with them`,
    )
  }
}

/** The file has its name once it is whole and on the disk. Of several processes the first one names its own. */
async function makeIn(file: string): Promise<Secrets> {
  const made: Secrets = {
    adminKey: `admin_${randomBytes(24).toString('base64url')}`,
    secret: randomBytes(32).toString('base64url'),
    signingKeys: await generateSigningJwks(),
  }
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.${randomBytes(8).toString('hex')}.part`
  try {
    writeFileSync(part, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(part, file)
    // Windows opens no folder.
    if (process.platform !== 'win32') flush(dirname(file))
  } catch (error) {
    const first = codeOf(error) === 'EEXIST' ? keptIn(file) : undefined
    if (!first) throw error
    return first
  } finally {
    rmSync(part, { force: true })
  }
  return made
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code

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
