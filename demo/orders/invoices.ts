import type { Row } from './csv'
import { londonMinute } from './london'

export interface Invoice {
  number: string
  customer: string
  country: string
  /** Minutes since 1970, UTC. */
  minute: number
  lines: Line[]
}

export interface Line {
  sku: string
  name: string
  quantity: number
  /** Pence per piece; the line is worth quantity × this. */
  unitMinor: number
}

/**
 * Invoices of identified customers, in the order of the file. A sale's lines of one article at one price
 * become one line; a cancellation keeps its lines apart and states its quantities as positive numbers.
 * Adjustments of bad debt (prefix A) are neither.
 */
export function invoicesOf(rows: Iterable<Row>): { sales: Invoice[]; cancellations: Invoice[] } {
  const sales = new Map<string, Invoice>()
  const cancellations = new Map<string, Invoice>()
  for (const row of rows) {
    if (row.CustomerID === '') continue
    if (/^\d/.test(row.InvoiceNo)) addMerged(openInvoice(sales, row), lineOf(row))
    if (row.InvoiceNo.startsWith('C')) openInvoice(cancellations, row).lines.push(lineOf(row))
  }
  return { sales: [...sales.values()], cancellations: [...cancellations.values()] }
}

/** Thirty invoices carry two timestamps: the first row's counts. */
function openInvoice(invoices: Map<string, Invoice>, row: Row): Invoice {
  const known = invoices.get(row.InvoiceNo)
  if (known) return known
  const invoice: Invoice = {
    number: row.InvoiceNo,
    customer: row.CustomerID.replace(/\.0$/, ''),
    country: row.Country,
    minute: londonMinute(row.InvoiceDate),
    lines: [],
  }
  invoices.set(invoice.number, invoice)
  return invoice
}

function lineOf(row: Row): Line {
  const quantity = Math.abs(Number(row.Quantity))
  const unitMinor = Math.round(Number(row.UnitPrice) * 100)
  const amountMinor = Math.round(Number(row.UnitPrice) * 100 * quantity)
  if (amountMinor !== quantity * unitMinor) throw new Error(`Not whole pence per piece: ${row.InvoiceNo}`)
  return { sku: row.StockCode, name: row.Description, quantity, unitMinor }
}

function addMerged(invoice: Invoice, line: Line): void {
  const same = invoice.lines.find(({ sku, unitMinor }) => sku === line.sku && unitMinor === line.unitMinor)
  if (same) same.quantity += line.quantity
  else invoice.lines.push(line)
}
