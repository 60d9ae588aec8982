import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { openShop, type Shop } from './servers'
import { join } from './shop'
import { widgetOf } from './widget'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('what a page pays for the widget', () => {
  it('is the script and one reading of the programme', async () => {
    const { page, close } = await visit(browser)
    const asked = requestsTo(page, shop.api)
    await page.goto(shop.origin)
    await settled(page)
    expect(asked.map(nameOf)).toEqual(['script GET /widget/v1/laurel.js', 'fetch GET /v1/storefront'])
    await close()
  })

  it('is one reading more when the shopper is known and there is nothing to ask them', async () => {
    const { program } = await shop.laurel.program.get()
    await shop.laurel.program.put({ ...program, prompts: { ...program.prompts, nudges: [] } })
    const { page, close } = await visit(browser)
    await join(page, shop.origin, 'Pia Payload')
    await settled(page)
    const asked = requestsTo(page, shop.api)
    await page.goto(shop.origin)
    await settled(page)
    const expected = ['script GET /widget/v1/laurel.js', 'fetch GET /v1/storefront', 'fetch GET /v1/me']
    expect(asked.map(nameOf).sort()).toEqual(expected.sort())
    await close()
  })

  it('is read when the page has been shown, never before', async () => {
    const { page, close } = await visit(browser)
    await page.goto(shop.origin)
    await settled(page)
    const [loaded, read] = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
      const readings = performance.getEntriesByType('resource').filter(({ name }) => /storefront/.test(name))
      return [navigation?.loadEventStart ?? Number.POSITIVE_INFINITY, readings[0]?.startTime ?? 0]
    })
    expect(read).toBeGreaterThanOrEqual(loaded)
    await close()
  })
})

describe('a spin', () => {
  it('runs nothing per frame', async () => {
    const { page, close } = await visit(browser, { reducedMotion: 'no-preference' })
    await page.addInitScript(countFrames, shop.api)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Fram Rate')
    await widget.launcher.click()
    await widget.screen('Spin').click()
    await widget.spin.waitFor()
    const before = await page.evaluate(framesOfOurs)
    await widget.spin.click()
    await widget.result.waitFor()
    expect((await page.evaluate(framesOfOurs)) - before).toBe(0)
    await close()
  })
})

/** The launcher is there, and nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await widgetOf(page).launcher.waitFor()
  await page.waitForLoadState('networkidle')
}

function requestsTo(page: Page, origin: string): Request[] {
  const asked: Request[] = []
  page.on('request', request => {
    if (request.url().startsWith(origin)) asked.push(request)
  })
  return asked
}

function nameOf(request: Request): string {
  return `${request.resourceType()} ${request.method()} ${new URL(request.url()).pathname}`
}

/** Runs before the page's scripts: counts the frames that scripts of this origin ask for. */
function countFrames(origin: string): void {
  let count = 0
  const ask = window.requestAnimationFrame
  window.requestAnimationFrame = callback => {
    if (new Error().stack?.includes(origin)) count += 1
    return ask.call(window, callback)
  }
  Object.assign(window, { framesOfOurs: () => count })
}

function framesOfOurs(): number {
  return (window as unknown as { framesOfOurs(): number }).framesOfOurs()
}
