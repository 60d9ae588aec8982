import Database from 'libsql'
import { readOrders } from '../../../demo/orders/read'
import { startApi } from '../api'
import { insertAll } from '../dump'
import { openPrepared } from '../prepared'
import type { Row } from '../row'
import { copyOf, copyOfOpen, emptyFile } from '../seed/files'
import { type TableRows, tablesOf } from '../seed/tables'
import { createShop, serverOf } from '../shop'

const LINES = 1000

export const orderImport: Row = {
  name: 'import',
  what: `order import, ${LINES} lines`,
  against: 'inserting the same rows into the same file, prepared, one transaction',
  firstBar: 0.2,
  goal: 0.5,
  async open({ watched }) {
    const file = await emptyFile('import')
    const server = await startApi(file, watched)
    const lines = readOrders({ endAt: new Date(), latest: LINES }).slice(0, LINES)
    const importOnce = async () => {
      const shop = await createShop(server.url)
      const before = copyOfOpen(file, 'import-before')
      const cpuBefore = server.cpuUs()
      const begun = performance.now()
      for await (const report of serverOf(server.url, shop).orders.import(lines))
        if (report.type === 'refused') throw new Error(`line ${report.line} was refused: ${report.detail}`)
      const seconds = (performance.now() - begun) / 1000
      const figure = {
        count: lines.length,
        perSecond: lines.length / seconds,
        cpuUs: (server.cpuUs() - cpuBefore) / lines.length,
      }
      return { figure, before, written: writtenSince(before, file) }
    }
    /** The baseline does the round before once more. */
    let last = await importOnce()
    return {
      async measured() {
        last = await importOnce()
        return last.figure
      },
      async baseline() {
        const db = openPrepared(copyOf({ file: last.before }, 'import-prepared'))
        const figure = insertAll(db, last.written, lines.length)
        db.close()
        return figure
      },
      remarks() {
        const count = last.written.reduce((sum, { rows }) => sum + rows.length, 0)
        return [
          `${count} rows: ${last.written.map(({ table, rows }) => `${rows.length} ${table}`).join(', ')}`,
        ]
      },
      close: () => server.stop(),
    }
  },
}

function writtenSince(before: string, file: string): TableRows[] {
  const db = new Database(file)
  const written = tablesOf(db, before)
  db.close()
  return written
}
