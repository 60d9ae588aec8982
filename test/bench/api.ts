import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateSigningJwks } from '../../api/rewards/signing-keys'
import { type Running, start } from './process'

/** Where the bench keeps what it makes: on the disk of the checkout, which a temporary folder may not be. */
export const BENCH_FOLDER = process.env.BENCH_FOLDER ?? 'data/bench'

/** The settings that hold secrets, by the names of `.env.example`. */
export type Secrets = Record<'LAUREL_ADMIN_KEY' | 'LAUREL_SECRET' | 'LAUREL_SIGNING_KEYS', string>

/** A build of the API, and what Node is told beside it. */
export interface Watched {
  entry: string
  nodeArguments: string[]
}

/** The same in every run, because files that were seeded are kept. */
export async function benchSecrets(): Promise<Secrets> {
  const file = join(BENCH_FOLDER, 'secrets.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const made: Secrets = {
    LAUREL_ADMIN_KEY: `admin_${randomBytes(24).toString('base64url')}`,
    LAUREL_SECRET: randomBytes(32).toString('base64url'),
    LAUREL_SIGNING_KEYS: JSON.stringify(await generateSigningJwks()),
  }
  mkdirSync(BENCH_FOLDER, { recursive: true })
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  return made
}

/** What `npm run serve` tells Node. */
function servedWith(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { serve: string } }
  return scripts.serve.split(' ').slice(1, -1)
}

/** The form of `npm run serve`: built, in production, on a file. Callers are counted, but none is one too many. */
export async function startApi(
  file: string,
  { entry, nodeArguments }: Watched = { entry: 'dist/api/node.js', nodeArguments: [] },
): Promise<Running> {
  return start([...servedWith(), ...nodeArguments, entry], {
    ...(await benchSecrets()),
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: `file:${file}`,
    PUBLIC_URL: 'https://laurel.bench.example',
    RATE_LIMIT_SECRET: '1000000000',
    RATE_LIMIT_PAGE: '1000000000',
  })
}
