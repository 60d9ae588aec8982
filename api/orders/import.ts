import { and, eq } from 'drizzle-orm'
import { ImportLine, type ImportReport } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { Refusal, refuse } from '../http/refusal'
import { iso } from '../http/time'
import { cancelOrder } from './cancel'
import { refundOrder } from './refund'
import { imports } from './table'
import { upsertOrder } from './upsert'

const REPORT_EVERY = 100
/** The event loop gets a turn, so that other requests are served and the driver lets its memory go. */
const YIELD_EVERY = 10
const MAX_LINE_CHARS = 256 * 1024

interface Counts {
  line: number
  changed: number
  unchanged: number
  refused: number
}

/**
 * Takes orders, refunds and cancellations line by line, each as the change it would be on its own, so a line is
 * either whole or not there at all, and the same stream again changes nothing. `importId` keeps how far it came.
 */
export async function* importOrders(
  call: Call,
  lines: AsyncIterable<string>,
  importId: string | undefined,
): AsyncGenerator<ImportReport> {
  const counts: Counts = { line: 0, changed: 0, unchanged: 0, refused: 0 }
  for await (const text of lines) {
    counts.line += 1
    if (text.trim() === '') continue
    const refused = await importLine(call, text, counts)
    if (refused) yield refused
    if (counts.line % YIELD_EVERY === 0) await new Promise(resolve => setTimeout(resolve))
    if (counts.line % REPORT_EVERY === 0) {
      await keepProgress(call, importId, counts, false)
      yield { type: 'progress', ...counts }
    }
  }
  await keepProgress(call, importId, counts, true)
  yield { type: 'done', ...counts }
}

async function importLine(call: Call, text: string, counts: Counts): Promise<ImportReport | undefined> {
  try {
    const changed = await apply(call, parse(text))
    counts[changed ? 'changed' : 'unchanged'] += 1
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    counts.refused += 1
    return {
      type: 'refused',
      line: counts.line,
      code: error.code,
      detail: error.message,
      errors: error.extra.errors,
    }
  }
}

function parse(text: string): ImportLine {
  if (text.length > MAX_LINE_CHARS) throw refuse('body_too_large')
  const parsed = ImportLine.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  throw refuse('invalid_request', undefined, { errors })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('invalid_json')
  }
}

async function apply(call: Call, line: ImportLine): Promise<boolean> {
  if (line.type === 'order') {
    const { type: _, ...order } = line
    return (await upsertOrder(call, order)).changed
  }
  const { type, orderExternalId, ...rest } = line
  if (type === 'refund') return (await refundOrder(call, orderExternalId, rest as never)).changed
  return (await cancelOrder(call, orderExternalId, rest)).changed
}

async function keepProgress(
  call: Call,
  importId: string | undefined,
  counts: Counts,
  done: boolean,
): Promise<void> {
  if (importId === undefined) return
  const row = { ...counts, done, updatedAt: call.realTime }
  const { db } = call.store
  await call.store.write([
    db
      .insert(imports)
      .values({ merchantId: merchantIdOf(call), importId, ...row })
      .onConflictDoUpdate({ target: [imports.merchantId, imports.importId], set: row }),
  ])
}

export function getImport(call: Call, importId: string) {
  const mine = and(eq(imports.merchantId, merchantIdOf(call)), eq(imports.importId, importId))
  return perform(call, {
    read: db => ({ rows: db.select().from(imports).where(mine) }),
    decide({ rows: [row] }) {
      if (!row) throw refuse('not_found')
      const { merchantId: _, updatedAt, ...progress } = row
      return { statements: [], reply: { status: 200, body: { ...progress, updatedAt: iso(updatedAt) } } }
    },
  })
}
