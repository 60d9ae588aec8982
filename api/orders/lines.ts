import { refuse } from '../http/refusal'

const MAX_LINE_BYTES = 1024 * 1024

/** The lines of a stream of UTF-8 text, as they arrive. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of body) {
    const parts = (rest + decode(decoder, chunk)).split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > MAX_LINE_BYTES) throw refuse('body_too_large')
    yield* parts
  }
  if (rest !== '') yield rest
}

function decode(decoder: TextDecoder, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw refuse('invalid_json', 'The stream is not UTF-8')
  }
}
