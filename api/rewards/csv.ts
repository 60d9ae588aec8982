import papa from 'papaparse'
import type { UploadPool } from '../../sdk/contract'
import type { Notation } from '../http/body'
import { invalid } from '../http/refusal'

/** What spreadsheets put between columns, by the language they are set to. */
const DELIMITERS = [',', ';', '\t']

/** An upload as a spreadsheet writes it. */
export const POOL_CSV: Notation = {
  path: /^\/v1\/pools\/[^/]+\/codes$/,
  mediaType: 'text/csv',
  read: text => ({ codes: codesIn(text) }) satisfies UploadPool,
}

/**
 * The codes of a CSV document (RFC 4180): of the column headed `code`, or of the first one where no column is. Blank
 * lines and spaces around a code do not matter.
 *
 * @throws Refusal `invalid_request` when quotes are not closed
 */
export function codesIn(text: string): string[] {
  const { data, errors } = papa.parse<string[]>(text, {
    ...{ skipEmptyLines: 'greedy' as const, delimitersToGuess: DELIMITERS },
  })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken) throw invalid(`codes.${broken.row ?? 0}`, broken.message)
  const header = (data[0] ?? []).findIndex(cell => cell.trim().toLowerCase() === 'code')
  const rows = header < 0 ? data : data.slice(1)
  return rows.map(row => (row[Math.max(header, 0)] ?? '').trim())
}
