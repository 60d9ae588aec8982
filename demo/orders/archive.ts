import { readFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Report } from './report'

/** The shipped file: JSON in columns, because equal things side by side compress best. */
export interface Archive {
  source: string
  licence: string
  report: Report
  countries: string[]
  products: { sku: string[]; name: string[] }
  /** By time. `rest*` is what was folded out of `lines`. */
  orders: {
    /** Difference to the invoice number before. */
    number: number[]
    customer: number[]
    country: number[]
    /** Minutes since the order before; the first since 1970. */
    minute: number[]
    lineCount: number[]
    restItems: number[]
    restQuantity: number[]
    restAmount: number[]
  }
  /** The orders' shown lines, end to end; `unit` is pence per piece. */
  lines: { product: number[]; quantity: number[]; unit: number[] }
  /** By time. */
  refunds: {
    number: string[]
    /** Minutes since the refund before. */
    minute: number[]
    /** Position among the orders. */
    order: number[]
    lineCount: number[]
  }
  /** The refunds' lines, end to end; `line` is the position in its order. */
  refundLines: { line: number[]; quantity: number[] }
}

export function compress(archive: Archive): Buffer {
  const json = Buffer.from(JSON.stringify(archive))
  return brotliCompressSync(json, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: json.length,
    },
  })
}

export function openArchive(file: string): Archive {
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'))
}

/** Each number's difference to the one before. */
export function differences(values: number[]): number[] {
  return values.map((value, at) => value - (values[at - 1] ?? 0))
}

/** Undoes {@link differences}. */
export function runningSums(values: number[]): number[] {
  let sum = 0
  return values.map(value => {
    sum += value
    return sum
  })
}
