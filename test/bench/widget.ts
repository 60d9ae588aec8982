import type { Browser, CDPSession, Page } from 'playwright-core'
import { findChromium } from '../../.ci/chromium.mjs'
import { openBrowser } from '../journeys/browser'
import { openShop, type Shop } from '../journeys/servers'
import { widgetOf } from '../journeys/widget'
import { median } from './contest'

const ROUNDS = 5
/** A middling phone, as Chromium's own tools take it. */
const THROTTLE = 4
const LONG_TASK = 'longtask'

/** What one visit to the first page of the demo shop came to, everything fetched anew. */
interface Cost {
  requests: number
  /** Over the wire, compressed, headers included. */
  bytes: number
  /** Computing of scripts, and of all the page's work. */
  scriptMs: number
  taskMs: number
  /** Tasks over 50 ms, and how long they are in all. */
  longTasks: number
  longMs: number
}

type Step = (page: Page) => Promise<void>

/** The page without the script tag, with it, and with the panel opened, in turns, each in a browser that knows nothing. */
const VISITS: Record<string, { widget: boolean; step: Step }> = {
  'without the widget': { widget: false, step: async () => {} },
  'with it': { widget: true, step: page => widgetOf(page).launcher.waitFor() },
  'and opened': {
    widget: true,
    async step(page) {
      const { launcher, dialog } = widgetOf(page)
      await launcher.click()
      await dialog.locator('.hero h3').waitFor()
    },
  },
}

export async function widgetCost(): Promise<string[]> {
  process.env.CHROMIUM ??= findChromium() ?? ''
  const [shop, browser] = await Promise.all([openShop(), openBrowser()])
  const costs: Record<string, Cost[]> = Object.fromEntries(Object.keys(VISITS).map(name => [name, []]))
  try {
    await costOf(browser, shop, VISITS['with it'] as (typeof VISITS)[string])
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, visit] of Object.entries(VISITS))
        costs[name]?.push(await costOf(browser, shop, visit))
  } finally {
    await browser.close()
    await shop.close()
  }
  const table = Object.entries(costs).map(([name, rounds]) => row(name, rounds))
  return [
    '',
    `widget: the first page of the demo shop, CPU ${THROTTLE} times slower, ${ROUNDS} rounds`,
    HEAD,
    ...table,
  ]
}

async function costOf(
  browser: Browser,
  shop: Shop,
  { widget, step }: { widget: boolean; step: Step },
): Promise<Cost> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    if (!widget) await page.route(`${shop.api}/**`, route => route.abort())
    const traffic = await countTraffic(cdp)
    await page.addInitScript(watchLongTasks, LONG_TASK)
    await cdp.send('Performance.enable')
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    await page.goto(shop.origin)
    await page.waitForLoadState('networkidle')
    await step(page)
    await page.waitForLoadState('networkidle')
    const { metrics } = await cdp.send('Performance.getMetrics')
    const msOf = (name: string) => (metrics.find(metric => metric.name === name)?.value ?? 0) * 1000
    const long = await page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks)
    return {
      ...traffic,
      ...{ scriptMs: msOf('ScriptDuration'), taskMs: msOf('TaskDuration') },
      ...{ longTasks: long.length, longMs: long.reduce((sum, ms) => sum + ms, 0) },
    }
  } finally {
    await context.close()
  }
}

async function countTraffic(cdp: CDPSession): Promise<{ requests: number; bytes: number }> {
  const traffic = { requests: 0, bytes: 0 }
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    traffic.requests += 1
    traffic.bytes += encodedDataLength
  })
  await cdp.send('Network.enable')
  return traffic
}

/** Runs before the page's own scripts. */
function watchLongTasks(type: string): void {
  const longTasks: number[] = []
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  }).observe({ type, buffered: true })
  Object.assign(window, { longTasks })
}

const HEAD =
  '                        requests     kB   script ms (least … most)   all tasks ms   long tasks   ms in them'

function row(name: string, rounds: Cost[]): string {
  const of = (field: keyof Cost) => rounds.map(cost => cost[field])
  const [script, middle] = [of('scriptMs'), (field: keyof Cost) => median(of(field))]
  const spread = `${median(script).toFixed(0)} (${Math.min(...script).toFixed(0)} … ${Math.max(...script).toFixed(0)})`
  return [
    `  ${name.padEnd(20)}`,
    `${middle('requests')}`.padStart(10),
    (middle('bytes') / 1000).toFixed(1).padStart(7),
    spread.padStart(28),
    middle('taskMs').toFixed(0).padStart(15),
    `${middle('longTasks')}`.padStart(13),
    middle('longMs').toFixed(0).padStart(13),
  ].join('')
}
