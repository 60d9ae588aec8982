import type { ImportLineInput, ImportReport } from '../contract'
import { LaurelError } from './error'
import { search } from './path'
import { failureOf } from './reply'
import type { Transport } from './request'

export interface ImportOptions {
  /** Names the import, so that it can be resumed and watched. */
  importId?: string
  signal?: AbortSignal
}

/** Lines joined into one piece of the stream. */
const LINES_PER_CHUNK = 100

/** Not tried again by itself: the lines may be a stream that can be read only once. */
export async function* importOrders(
  { key, api, fetch }: Transport,
  lines: Iterable<ImportLineInput> | AsyncIterable<ImportLineInput>,
  { importId, signal }: ImportOptions,
): AsyncGenerator<ImportReport, void, void> {
  const request: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: streamOf(lines),
    duplex: 'half',
    signal,
  }
  try {
    const response = await fetch(new URL(`/v1/orders/import${search({ importId })}`, api), request)
    if (!response.ok) throw await failureOf(response)
    if (response.body) yield* readReports(response.body)
  } catch (cause) {
    if (cause instanceof LaurelError || signal?.aborted) throw cause
    throw new LaurelError({ code: 'network_error', detail: 'The import was interrupted', cause })
  }
}

function streamOf(
  lines: Iterable<ImportLineInput> | AsyncIterable<ImportLineInput>,
): ReadableStream<Uint8Array> {
  const chunks = chunksOf(lines)
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => void (await chunks.return()),
  })
}

async function* chunksOf(
  lines: Iterable<ImportLineInput> | AsyncIterable<ImportLineInput>,
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder()
  let waiting: string[] = []
  for await (const line of lines) {
    waiting.push(`${JSON.stringify(line)}\n`)
    if (waiting.length < LINES_PER_CHUNK) continue
    yield encoder.encode(waiting.join(''))
    waiting = []
  }
  if (waiting.length > 0) yield encoder.encode(waiting.join(''))
}

async function* readReports(body: ReadableStream<Uint8Array>): AsyncGenerator<ImportReport, void, void> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as ImportReport
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
