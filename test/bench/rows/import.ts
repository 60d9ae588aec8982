import Database from 'libsql'
import { readOrders } from '../../../demo/orders/read'
import { startApi } from '../api'
import { insertAll } from '../dump'
import { openPrepared } from '../prepared'
import type { Row } from '../row'
import { copyOf, emptyFile } from '../seed/files'
import { tablesOf } from '../seed/tables'
import { createShop, serverOf } from '../shop'

const LINES = 1000

export const orderImport: Row = {
  name: 'import',
  what: `order import, ${LINES} lines`,
  against: 'inserting the same rows, prepared, one transaction',
  firstBar: 0.2,
  goal: 0.5,
  async open({ watched }) {
    const empty = await emptyFile('import-empty')
    const file = copyOf({ file: empty }, 'import')
    const server = await startApi(file, watched)
    const lines = readOrders({ endAt: new Date(), latest: LINES }).slice(0, LINES)
    const importOnce = async () => {
      const shop = await createShop(server.url)
      const cpuBefore = server.cpuUs()
      const begun = performance.now()
      for await (const report of serverOf(server.url, shop).orders.import(lines))
        if (report.type === 'refused') throw new Error(`line ${report.line} was refused: ${report.detail}`)
      const seconds = (performance.now() - begun) / 1000
      return {
        count: lines.length,
        perSecond: lines.length / seconds,
        cpuUs: (server.cpuUs() - cpuBefore) / lines.length,
      }
    }
    await importOnce()
    const dumped = new Database(file)
    const written = tablesOf(dumped)
    dumped.close()
    const count = written.reduce((sum, { rows }) => sum + rows.length, 0)
    return {
      measured: importOnce,
      async baseline() {
        const db = openPrepared(copyOf({ file: empty }, 'import-prepared'))
        const figure = insertAll(db, written, lines.length)
        db.close()
        return figure
      },
      remarks: () => [
        `${count} rows: ${written.map(({ table, rows }) => `${rows.length} ${table}`).join(', ')}`,
      ],
      close: () => server.stop(),
    }
  },
}
