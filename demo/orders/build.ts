import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { compress } from './archive'
import { rowsOf } from './csv'
import { foldSales } from './fold'
import { type Invoice, invoicesOf } from './invoices'
import { matchCancellations } from './match'
import { packColumns } from './pack'
import { refundsOf } from './refunds'
import { reportOn } from './report'

const SOURCE = 'Chen, D. (2015): Online Retail. UCI Machine Learning Repository. doi:10.24432/C5BW33'
const LICENCE = 'CC BY 4.0; changed: see README.md beside this file'

/** Known of the source; an archive that says otherwise is not written. */
const EXPECTED = { orders: 18_536, customers: 4_339, total: 891_140_790 }

function archiveOf(csv: string) {
  const { sales, cancellations } = invoicesOf(rowsOf(csv))
  sales.sort(byTime)
  const { matched, unmatched } = matchCancellations(sales, cancellations)
  const orders = foldSales(sales, matched)
  const refunds = refundsOf(matched)
  const report = reportOn(orders, cancellations, { matched, unmatched, refunds })
  return { source: SOURCE, licence: LICENCE, report, ...packColumns(sales, orders, refunds) }
}

function byTime(a: Invoice, b: Invoice): number {
  return a.minute - b.minute || a.number.localeCompare(b.number, 'en')
}

const [source] = process.argv.slice(2)
if (source === undefined) throw new Error('Usage: npx tsx demo/orders/build.ts <online_retail.csv.gz>')
const archive = archiveOf(gunzipSync(readFileSync(source)).toString('utf8'))
for (const [figure, value] of Object.entries(EXPECTED)) {
  const found = archive.report[figure as keyof typeof EXPECTED]
  if (found !== value) throw new Error(`${figure}: ${found}, not ${value}`)
}
const target = fileURLToPath(new URL('online-retail.json.br', import.meta.url))
const bytes = compress(archive)
writeFileSync(target, bytes)
console.log(`${JSON.stringify(archive.report, null, 2)}\n${target}: ${bytes.length} bytes`)
