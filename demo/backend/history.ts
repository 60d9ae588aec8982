import { type ImportReport, LaurelError, type LaurelServer } from '../../sdk/server'
import type { ImportLine, OrderLine } from '../orders/read'
import type { HistoryProgress, PastOrder } from '../wire'

const IMPORT_ID = 'history'
const RETRY_MS = 3000
const SHOWN_NAMES = 3

/** The orders the shop had before it came to Laurel. */
export interface History {
  progress: HistoryProgress
  /** A customer's orders, the latest first. */
  of(shopperId: string): PastOrder[]
}

export function openHistory(lines: ImportLine[]): History {
  const byShopper = new Map<string, PastOrder[]>()
  const byId = new Map<string, PastOrder>()
  for (const line of lines) {
    if (line.type === 'order') {
      const order = pastOrderOf(line)
      byId.set(order.id, order)
      byShopper.set(line.customer.externalId, [order, ...(byShopper.get(line.customer.externalId) ?? [])])
    } else {
      const order = byId.get(line.orderExternalId)
      if (order) order.refunded += line.lines.reduce((pence, { amount }) => pence + amount, 0)
    }
  }
  return {
    progress: { lines: lines.length, imported: 0, refused: 0, done: false },
    of: shopperId => byShopper.get(shopperId) ?? [],
  }
}

/** Sends the history in the background until Laurel has all of it; a stopped import goes on where it was. */
export async function importHistory(
  laurel: LaurelServer,
  lines: ImportLine[],
  progress: HistoryProgress,
  say: (text: string) => void = console.log,
): Promise<void> {
  if (await isImported(laurel, progress)) return
  while (!progress.done) {
    try {
      for await (const report of laurel.orders.import(lines, { importId: IMPORT_ID }))
        note(progress, report, say)
    } catch (error) {
      if (!(error instanceof LaurelError) || (error.status >= 400 && error.status < 500)) throw error
      say(`History: ${error.message}; trying again`)
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  }
}

async function isImported(laurel: LaurelServer, progress: HistoryProgress): Promise<boolean> {
  try {
    const { line, refused, done } = await laurel.orders.importProgress(IMPORT_ID)
    Object.assign(progress, { imported: line, refused, done })
    return done
  } catch (error) {
    if (error instanceof LaurelError && error.code === 'not_found') return false
    throw error
  }
}

function note(progress: HistoryProgress, report: ImportReport, say: (text: string) => void): void {
  if (report.type === 'refused') {
    say(`History: line ${report.line} refused: ${report.detail}`)
    return
  }
  const tenths = Math.floor((report.line / progress.lines) * 10)
  const isStep = tenths > Math.floor((progress.imported / progress.lines) * 10)
  Object.assign(progress, { imported: report.line, refused: report.refused, done: report.type === 'done' })
  if (isStep || progress.done)
    say(`History: ${report.line} of ${progress.lines} lines, ${report.refused} refused`)
}

function pastOrderOf({ externalId, placedAt, lines, total }: OrderLine): PastOrder {
  return {
    id: externalId,
    placedAt,
    items: lines.reduce((items, { quantity }) => items + quantity, 0),
    names: lines.slice(0, SHOWN_NAMES).map(({ name }) => name),
    total,
    refunded: 0,
  }
}
