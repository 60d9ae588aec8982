import { existsSync } from 'node:fs'
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
import { soak } from './soak'

// Figures, not a test: it fails only where it cannot measure.
//   npm run bench [-- row …] [--rounds 5] [--seconds 5] [--customers 1000000]
//   npm run bench -- profile row …
//   npm run bench -- soak [--minutes 30]
const rows: Row[] = [spin, me, storefront, orderImport, sign, growth, growthMe]
/** What the widget costs a page: there, `widgetCost` says it in lines. It needs a browser, so it comes last. */
const widgetFile = new URL('widget.ts', import.meta.url)

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    customers: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '30' },
  },
})
const [first, ...rest] = positionals
const named = first === 'profile' ? rest : positionals
const known = [...rows.map(({ name }) => name), 'widget', 'soak']
const unknown = named.filter(name => !known.includes(name))
if (unknown.length > 0) throw new Error(`no row is called ${unknown}; there are: ${known.join(', ')}`)

const isWanted = (name: string) => named.length === 0 || named.includes(name)
const terms = { seconds: Number(values.seconds), customers: Number(values.customers) }

console.log(`${machine()}; ${values.rounds} rounds, both sides in turns`)
for (const row of rows.filter(({ name }) => isWanted(name)))
  print(first === 'profile' ? await profile(row, terms) : await compare(row))
if (named.includes('soak')) print(await soak(Number(values.minutes)))
if (isWanted('widget') && first !== 'profile' && existsSync(widgetFile)) {
  const { widgetCost } = (await import(widgetFile.href)) as { widgetCost(): Promise<string[]> }
  print(await widgetCost())
}

async function compare(row: Row): Promise<string[]> {
  const contest = await row.open(terms)
  try {
    return report(row, contest, await compete(contest, Number(values.rounds)))
  } finally {
    await contest.close()
  }
}

function print(lines: string[]): void {
  for (const line of lines) console.log(line)
}
