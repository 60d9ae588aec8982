/** The columns of UCI "Online Retail", under the names its header gives them. */
export interface Row {
  InvoiceNo: string
  StockCode: string
  Description: string
  Quantity: string
  InvoiceDate: string
  UnitPrice: string
  CustomerID: string
  Country: string
}

/**
 * Rows of an RFC 4180 text whose fields hold no line breaks.
 * @throws when a line has more or fewer fields than the header
 */
export function* rowsOf(text: string): Generator<Row> {
  const [header = '', ...lines] = text.split(/\r?\n/)
  const names = fieldsOf(header)
  for (const line of lines) {
    if (line === '') continue
    const fields = fieldsOf(line)
    if (fields.length !== names.length) throw new Error(`Not ${names.length} fields: ${line}`)
    yield Object.fromEntries(names.map((name, at) => [name, fields[at]])) as unknown as Row
  }
}

function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  const fields = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)
  return Array.from(fields, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
