import { and, eq } from 'drizzle-orm'
import { ImportLine, type ImportReport } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { authorize, perform } from '../http/perform'
import { fieldErrors, Refusal, refuse } from '../http/refusal'
import { iso } from '../http/time'
import { letOthersRun } from '../store/turn'
import { cancelOrder } from './cancel'
import { type Stored, storedAlready } from './imported'
import { inLanes } from './lanes'
import { refundOrder } from './refund'
import { imports } from './table'
import { type News, upsertOrder } from './upsert'

/** Lines that are looked up together, after which the sender hears how far it is; fewer where they are long. */
const [CHUNK_LINES, CHUNK_CHARS] = [100, 1024 * 1024]
/** Lines of several customers are taken side by side, so that they reach the disk together. */
const SIDE_BY_SIDE = 64
/** The progress of a stream without a name is kept too: the sweep waits for imports. */
const UNNAMED = 'unnamed'

/** As it came, or why it did not. */
type Line = string | Refusal

interface Counts {
  line: number
  changed: number
  unchanged: number
  refused: number
}

/**
 * Takes orders, refunds and cancellations, each as the change it would be on its own, so a line is either whole or
 * not there at all, and the same stream again changes nothing. What concerns one customer, or one order, is taken in
 * the order it came. `importId` keeps how far it came.
 * A stream that cannot be read on ends with the refusal that says why, and without `done`.
 */
export async function* importOrders(
  call: Call,
  lines: AsyncIterable<Line>,
  importId = UNNAMED,
): AsyncGenerator<ImportReport> {
  const counts: Counts = { line: 0, changed: 0, unchanged: 0, refused: 0 }
  await keepProgress(call, importId, counts, false)
  try {
    for await (const chunk of chunksOf(lines)) {
      yield* importChunk(await callNow(call), chunk, counts)
      await keepProgress(call, importId, counts, false)
      yield { type: 'progress', ...counts }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    counts.line += 1
    return yield reportOf(error, counts)
  }
  await keepProgress(call, importId, counts, true)
  yield { type: 'done', ...counts }
}

/** A stream may last for an hour: each chunk is believed, and decided, when it has come. */
async function callNow(call: Call): Promise<Call> {
  const now = { ...call, realTime: call.platform.clock() }
  return { ...now, tenant: await authorize(now) }
}

/** What came before a stream broke is still taken. */
async function* chunksOf(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let chunk: Line[] = []
  let chars = 0
  let broken: unknown
  try {
    for await (const line of lines) {
      chunk.push(line)
      if (typeof line === 'string') chars += line.length
      if (chunk.length < CHUNK_LINES && chars < CHUNK_CHARS) continue
      yield chunk
      chunk = []
      chars = 0
    }
  } catch (error) {
    broken = error
  }
  if (chunk.length > 0) yield chunk
  if (broken !== undefined) throw broken
}

type Parsed = { line: ImportLine } | { refusal: Refusal } | null

async function* importChunk(call: Call, chunk: Line[], counts: Counts): AsyncGenerator<ImportReport> {
  const parsed = chunk.map(parse)
  const lines = parsed.flatMap(each => (each && 'line' in each ? [each.line] : []))
  const stored = await storedAlready(call, lines)
  const works = lines.map(line => ({ keys: stored.keysOf(line), run: () => importLine(call, line, stored) }))
  const outcomes = await inLanes(works, SIDE_BY_SIDE)
  for (const each of parsed) {
    counts.line += 1
    if (!each) continue
    const outcome = 'refusal' in each ? each.refusal : outcomes.shift()
    if (outcome instanceof Refusal) yield reportOf(outcome, counts)
    else counts[outcome ? 'changed' : 'unchanged'] += 1
  }
}

/** Whether the line has changed anything, or why it is refused. */
async function importLine(call: Call, line: ImportLine, stored: Stored): Promise<boolean | Refusal> {
  await letOthersRun()
  if (stored.has(line)) return false
  try {
    const news = stored.newsOf(line)
    stored.forget(line)
    return await apply(call, line, news)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function reportOf({ code, message: detail, extra }: Refusal, counts: Counts): ImportReport {
  counts.refused += 1
  return { type: 'refused', line: counts.line, code, detail, errors: extra.errors }
}

function parse(text: Line): Parsed {
  if (text instanceof Refusal) return { refusal: text }
  if (text.trim() === '') return null
  const json = jsonOf(text)
  if (json === undefined) return { refusal: refuse('invalid_json') }
  const parsed = ImportLine.safeParse(json)
  if (parsed.success) return { line: parsed.data }
  return { refusal: refuse('invalid_request', undefined, { errors: fieldErrors(parsed.error.issues) }) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function apply(call: Call, line: ImportLine, news: News | undefined): Promise<boolean> {
  if (line.type === 'order') {
    const { type: _, ...order } = line
    return (await upsertOrder(call, order, news)).changed
  }
  if (line.type === 'refund') {
    const { type: _, orderExternalId, ...refund } = line
    return (await refundOrder(call, orderExternalId, refund)).changed
  }
  const { type: _, orderExternalId, ...cancel } = line
  return (await cancelOrder(call, orderExternalId, cancel)).changed
}

async function keepProgress(call: Call, importId: string, counts: Counts, done: boolean): Promise<void> {
  const row = { ...counts, done, updatedAt: call.platform.clock() }
  const { db } = call.store
  await call.store.write(
    [
      db
        .insert(imports)
        .values({ merchantId: merchantIdOf(call), importId, ...row })
        .onConflictDoUpdate({ target: [imports.merchantId, imports.importId], set: row }),
    ],
    merchantIdOf(call),
  )
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
