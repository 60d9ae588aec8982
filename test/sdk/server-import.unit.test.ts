import { expect, test } from 'vitest'
import type { ImportLineInput, ImportReport } from '../../sdk/server'
import { fakeApi, problem } from './server-fake'

const lines: ImportLineInput[] = Array.from({ length: 250 }, (_, at) => ({
  type: 'cancel',
  orderExternalId: String(at),
}))
const done = { type: 'done', line: 250, changed: 249, unchanged: 0, refused: 1 }
const refused = { type: 'refused', line: 7, code: 'not_found', detail: 'žádná objednávka' }

async function collect(reports: AsyncIterable<ImportReport>): Promise<ImportReport[]> {
  const all: ImportReport[] = []
  for await (const report of reports) all.push(report)
  return all
}

/** A reply in pieces that break lines and characters. */
function inPieces(text: string, size: number): Response {
  const bytes = new TextEncoder().encode(text)
  return new Response(
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size))
        controller.close()
      },
    }),
  )
}

test('sends one JSON line per order and yields each report', async () => {
  const { laurel, calls } = fakeApi([inPieces(`${JSON.stringify(refused)}\n${JSON.stringify(done)}\n`, 5)])
  expect(await collect(laurel.orders.import(lines, { importId: 'history 1' }))).toEqual([refused, done])
  expect(calls[0]?.url).toBe('http://laurel.test/v1/orders/import?importId=history+1')
  expect(calls[0]?.headers.get('content-type')).toBe('application/x-ndjson')
  const sent = await new Response(calls[0]?.body as ReadableStream).text()
  expect(
    sent
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line)),
  ).toEqual(lines)
})

test('takes lines as they come', async () => {
  const { laurel, calls } = fakeApi([inPieces(JSON.stringify(done), 999)])
  async function* source() {
    yield* lines.slice(0, 2)
  }
  expect(await collect(laurel.orders.import(source()))).toEqual([done])
  expect(await new Response(calls[0]?.body as ReadableStream).text()).toBe(
    '{"type":"cancel","orderExternalId":"0"}\n{"type":"cancel","orderExternalId":"1"}\n',
  )
})

test('throws what the API refuses', async () => {
  const { laurel } = fakeApi([problem(401, 'unauthenticated')])
  await expect(collect(laurel.orders.import(lines))).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('says when the connection breaks in the middle', async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`${JSON.stringify(refused)}\n`))
    },
    pull: controller => controller.error(new TypeError('terminated')),
  })
  const { laurel } = fakeApi([new Response(broken)])
  await expect(collect(laurel.orders.import(lines))).rejects.toMatchObject({ code: 'network_error' })
})
