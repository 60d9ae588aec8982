import { type Refusal, refuse } from '../http/refusal'

/** What is longer is no order. It is passed over without being kept, up to where nobody looks for its end any more. */
const [MAX_LINE_CHARS, MOST_PASSED_OVER] = [256 * 1024, 1024 * 1024]

/** The lines of a stream of UTF-8 text, as they arrive; in the place of one that is too long, why it is refused. */
export async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string | Refusal> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [line, length] = ['', 0]
  const add = (part: string) => {
    length += part.length
    line = length > MAX_LINE_CHARS ? '' : line + part
  }
  const end = () => {
    const ended = length > MAX_LINE_CHARS ? refuse('body_too_large') : line
    ;[line, length] = ['', 0]
    return ended
  }
  for await (const chunk of body) {
    const [first = '', ...others] = decode(decoder, chunk).split('\n')
    add(first)
    for (const part of others) {
      yield end()
      add(part)
    }
    if (length > MOST_PASSED_OVER) throw refuse('body_too_large')
  }
  if (length > 0) yield end()
}

function decode(decoder: TextDecoder, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch {
    throw refuse('invalid_json', 'The stream is not UTF-8')
  }
}
