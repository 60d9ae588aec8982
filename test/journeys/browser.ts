import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The machine may be busy; a step that takes longer is one that does not happen. */
const STEP_MS = 20_000

/** Of two pages that want to ask at once, one is refused, as it should be; only the browser's own console tells. */
const ASKING = '/v1/me/prompts?'

export const DESKTOP = { width: 1280, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** @param flags more of Chromium's own @param without those of Playwright that a test cannot have */
export function openBrowser(flags: string[] = [], without: string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROMIUM
  if (!executablePath)
    throw new Error('The journeys need Chromium; `npm test -- journeys` finds or installs it')
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags], ignoreDefaultArgs: without })
}

/** One shopper at one browser, watched for everything a good page never does. */
export interface Visit {
  page: Page
  /** Console errors and warnings, errors of scripts, failed requests and refusals of the policy, since the start. */
  faults: string[]
  /** Every layout shift of every document of the visit, those right after a press or a key excepted: all of CLS. */
  shifts(): Promise<string[]>
  /** Another tab of the same browser, watched by the same list. */
  openTab(): Promise<Page>
  close(): Promise<void>
}

/** https://wicg.github.io/layout-instability/ */
interface LayoutShift extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}

type Report = (kind: 'policy' | 'shift', what: string) => void

export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(STEP_MS)
  const faults: string[] = []
  const shifted: string[] = []
  await context.exposeBinding('reportToJourney', (_source, kind: string, what: string) => {
    if (kind === 'shift') shifted.push(what)
    else faults.push(`policy: ${what}`)
  })
  await context.addInitScript(watchDocument)
  const openTab = async () => {
    const page = await context.newPage()
    collectFaults(page, faults)
    return page
  }
  const page = await openTab()
  return {
    ...{ page, faults, openTab },
    async shifts() {
      for (const each of context.pages()) await each.evaluate(afterFrames)
      return shifted
    },
    close: () => context.close(),
  }
}

function collectFaults(page: Page, faults: string[]): void {
  page.on('console', message => {
    const { url } = message.location()
    const isRace = message.text().includes('status of 409') && url.includes(ASKING)
    if ((message.type() === 'error' || message.type() === 'warning') && !isRace)
      faults.push(`${message.type()}: ${message.text()} ${url}`.trim())
  })
  page.on('pageerror', error => faults.push(`script: ${error.message}`))
  page.on('requestfailed', request => {
    const why = request.failure()?.errorText
    if (why !== 'net::ERR_ABORTED') faults.push(`request: ${why} ${request.url()}`)
  })
}

/** Runs in every document before its own scripts. */
function watchDocument(): void {
  const { reportToJourney } = window as unknown as { reportToJourney: Report }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    reportToJourney('policy', `${violatedDirective} ${blockedURI}`),
  )
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as LayoutShift[]) {
      const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => {
        const name = node instanceof Element ? `${node.localName}.${node.className}` : node?.nodeName
        return `${name} from ${from.x},${from.y} ${from.width}x${from.height} to ${to.x},${to.y} ${to.width}x${to.height}`
      })
      if (!entry.hadRecentInput) reportToJourney('shift', `${entry.value} of ${location.pathname}: ${moved}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Two frames later everything that moved has been drawn and told. */
function afterFrames(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))
}
