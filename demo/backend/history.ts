import { LaurelError, type LaurelServer } from '../../sdk/server'
import type { ImportLine, OrderLine } from '../orders/read'
import type { HistoryProgress, PastOrder } from '../wire'

const PART_LINES = 2000
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

/**
 * Sends the history until Laurel has all of it, in parts, each of which is imported once: a shop that is stopped
 * and started again goes on with the part it was at.
 */
export async function importHistory(
  laurel: LaurelServer,
  lines: ImportLine[],
  progress: HistoryProgress,
  say: (text: string) => void = console.log,
): Promise<void> {
  for (let first = 0; first < lines.length; first += PART_LINES) {
    const part = {
      id: `history-${lines.length}-${first}`,
      first,
      lines: lines.slice(first, first + PART_LINES),
    }
    progress.refused += await importPart(laurel, part, progress, say)
    progress.imported = first + part.lines.length
  }
  progress.done = true
  say(`History: all ${progress.lines} lines are at Laurel, ${progress.refused} refused`)
}

interface Part {
  id: string
  first: number
  lines: ImportLine[]
}

/** @returns how many lines were refused */
async function importPart(
  laurel: LaurelServer,
  { id, first, lines }: Part,
  progress: HistoryProgress,
  say: (text: string) => void,
): Promise<number> {
  for (;;) {
    try {
      const kept = await progressOf(laurel, id)
      if (kept?.done) return kept.refused
      for await (const report of laurel.orders.import(lines, { importId: id })) {
        if (report.type === 'done') {
          say(`History: ${first + report.line} of ${progress.lines} lines`)
          return report.refused
        }
        if (report.type === 'refused') say(`History: line ${first + report.line} refused: ${report.detail}`)
        progress.imported = first + report.line
      }
    } catch (error) {
      if (!(error instanceof LaurelError) || (error.status >= 400 && error.status < 500)) throw error
      say(`History: ${error.message}; trying again`)
    }
    await new Promise(resolve => setTimeout(resolve, RETRY_MS))
  }
}

async function progressOf(laurel: LaurelServer, importId: string) {
  try {
    return await laurel.orders.importProgress(importId)
  } catch (error) {
    if (error instanceof LaurelError && error.code === 'not_found') return null
    throw error
  }
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
