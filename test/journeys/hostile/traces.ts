import type { Page } from 'playwright-core'

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

/** The tokens that are sent to this origin from now on, one for each request that has one. */
export function tokensTo(page: Page, origin: string): string[] {
  const tokens: string[] = []
  page.on('request', request => {
    const token = request.headers().authorization?.replace('Bearer ', '')
    if (token && request.url().startsWith(`${origin}/v1/`)) tokens.push(token)
  })
  return tokens
}

export function subjectOf(token: string): string {
  const [, payload = ''] = token.split('.')
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub
}
