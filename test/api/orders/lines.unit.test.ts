import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../../api/http/refusal'
import { linesOf } from '../../../api/orders/lines'

const KIB = 1024

/** The text in parts of so many bytes. */
function streamOf(text: string, partBytes: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  let from = 0
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close()
      controller.enqueue(bytes.subarray(from, from + partBytes))
      from += partBytes
    },
  })
}

async function linesIn(text: string, partBytes: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(streamOf(text, partBytes)))
    lines.push(line instanceof Refusal ? line.code : line)
  return lines
}

test('has the lines of the text, wherever it is cut', async () => {
  const lines = fc.array(fc.stringMatching(/^[a-zé🦜]{0,6}$/u))
  await fc.assert(
    fc.asyncProperty(lines, fc.integer({ min: 1, max: 9 }), async (lines, partBytes) => {
      const all = lines.join('\n').split('\n')
      expect(await linesIn(lines.join('\n'), partBytes)).toEqual(all.at(-1) === '' ? all.slice(0, -1) : all)
    }),
  )
})

test.each([1000, 700 * KIB])(
  'refuses what is too long and goes on behind it, in parts of %i bytes',
  async partBytes => {
    const [longest, tooLong] = ['x'.repeat(256 * KIB), 'x'.repeat(256 * KIB + 1)]
    const text = ['a', longest, tooLong, 'b', tooLong].join('\n')
    expect(await linesIn(text, partBytes)).toEqual(['a', longest, 'body_too_large', 'b', 'body_too_large'])
  },
)

test('looks for the end of a line no further than a MiB', async () => {
  expect(await linesIn(`${'x'.repeat(KIB * KIB)}\nb`, 1000)).toEqual(['body_too_large', 'b'])
  await expect(linesIn('x'.repeat(KIB * KIB + 1000), 1000)).rejects.toMatchObject({ code: 'body_too_large' })
})

test('takes about twice as long for twice the line, where it comes byte by byte', async () => {
  const msFor = async (bytes: number) => {
    const begun = performance.now()
    expect(await linesIn('x'.repeat(bytes), 1)).toHaveLength(1)
    return performance.now() - begun
  }
  await msFor(64 * KIB)
  const short = await msFor(64 * KIB)
  expect(await msFor(256 * KIB)).toBeLessThan(10 * short)
})
