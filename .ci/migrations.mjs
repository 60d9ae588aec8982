/**
 * `npm run migrations`: lets drizzle-kit write what changed in the tables as SQL, then turns the folder
 * into one module, because an edge runtime has no folder to read.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { prepare } from './prepare.mjs'

const FOLDER = 'api/store/migrations'

prepare()
if (!process.argv.includes('--bundle-only'))
  execFileSync('npx', ['drizzle-kit', 'generate', ...process.argv.slice(2)], { stdio: 'inherit' })

const { entries } = JSON.parse(readFileSync(`${FOLDER}/meta/_journal.json`, 'utf8'))
const migrations = entries.map(({ tag }) => {
  const text = readFileSync(`${FOLDER}/${tag}.sql`, 'utf8')
  const sql = text.split('--> statement-breakpoint').map(part => part.trim())
  return { id: tag, hash: createHash('sha256').update(text).digest('hex'), sql: sql.filter(Boolean) }
})

writeFileSync(
  'api/store/all-migrations.ts',
  `// Written by \`npm run migrations\` from ${FOLDER}; do not edit.
import type { Migration } from './migrate'

/** What an edge deployment carries of them: it asks whether somebody has applied them, and never does so itself. */
export const LATEST_MIGRATION = '${migrations.at(-1).id}'

export const MIGRATIONS: Migration[] = ${JSON.stringify(migrations, null, 2)}
`,
)
execFileSync('npx', ['biome', 'check', '--write', 'api/store/all-migrations.ts'], { stdio: 'inherit' })
