import { parseArgs } from 'node:util'
import { compete } from './contest'
import { profile } from './profile'
import { machine, report } from './report'
import type { Row } from './row'
import { growth, growthMe } from './rows/growth'
import { orderImport } from './rows/import'
import { me, storefront } from './rows/me'
import { sign } from './rows/sign'
import { spin } from './rows/spin'

// `npm run bench [-- row …] [--rounds 5] [--seconds 3]`: figures, not a test. It fails only where it cannot measure.
const rows: Row[] = [spin, me, storefront, orderImport, sign, growth, growthMe]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    customers: { type: 'string', default: '1000000' },
  },
})
const watched = positionals[0] === 'profile'
const named = watched ? positionals.slice(1) : positionals
const unknown = named.filter(name => !rows.some(row => row.name === name))
if (unknown.length > 0)
  throw new Error(`no row is called ${unknown}; there are: ${rows.map(row => row.name).join(', ')}`)

console.log(`${machine()}; ${values.rounds} rounds, baseline and measured in turns`)
for (const row of rows) {
  if (named.length > 0 && !named.includes(row.name)) continue
  const terms = { seconds: Number(values.seconds), customers: Number(values.customers) }
  if (watched) {
    for (const line of await profile(row, terms)) console.log(line)
    continue
  }
  const contest = await row.open(terms)
  try {
    const rounds = await compete(contest, Number(values.rounds))
    for (const line of report(row, contest, rounds)) console.log(line)
  } finally {
    await contest.close()
  }
}
