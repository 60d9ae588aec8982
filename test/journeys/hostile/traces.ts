import type { Page, Request } from 'playwright-core'

/** Everything that can be read in the page: every element in every root with its attributes, and what is stored. */
export function readAll(page: Page): Promise<string> {
  return page.evaluate(() => {
    const markup = (root: Element | ShadowRoot): string =>
      root.innerHTML + [...root.querySelectorAll('*')].map(each => within(each)).join('')
    const within = (element: Element): string => {
      const { value } = element as HTMLInputElement
      return `${value ?? ''}${element.shadowRoot ? markup(element.shadowRoot) : ''}`
    }
    const stored = [localStorage, sessionStorage].flatMap(place => Object.entries(place).flat())
    return [markup(document.documentElement), ...stored].join('\n')
  })
}

/** What is kept, by name. */
export const storedNames = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])

/** Every string that the page's scripts still hold on to, after what nobody holds has been collected. */
export async function readHeap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}

/** For whom the requests to this origin are, from now on: the `sub` of each token, null for none. */
export function subjectsOf(page: Page, origin: string): (string | null)[] {
  const subjects: (string | null)[] = []
  page.on('request', request => {
    if (request.url().startsWith(`${origin}/v1/`)) subjects.push(subjectOf(request))
  })
  return subjects
}

function subjectOf(request: Request): string | null {
  const [, payload] = request.headers().authorization?.split('.') ?? []
  return payload ? (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub : null
}
