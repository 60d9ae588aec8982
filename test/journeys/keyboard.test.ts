import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { hasFocus, listen, pressAt } from './keys'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join } from './shop'
import { widgetOf } from './widget'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  await shop.laurel.wheels.put(shop.keys.wheelId, SURE_WIN)
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the keyboard alone', () => {
  it('opens, spins, hears the result once, and comes back', async () => {
    const { page, faults, shifts, close } = await visit(browser, { reducedMotion: 'no-preference' })
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Kay Board')
    await widget.launcher.waitFor()
    await pressAt(page, widget.launcher)
    await pressAt(page, widget.screen('Spin'))
    await widget.spin.waitFor()
    expect(await widget.dialog.locator('[role=status], [role=alert], [aria-live]').count()).toBe(1)
    const heard = await listen(widget.live)

    await pressAt(page, widget.spin)
    await widget.result.waitFor()
    const prize = await widget.result.getByRole('heading').textContent()
    expect(await hasFocus(widget.button('Copy code'))).toBe(true)
    expect(await heard()).toEqual(['Spinning', `You won: ${prize}`])

    await page.keyboard.press('Escape')
    await widget.dialog.waitFor({ state: 'hidden' })
    expect(await hasFocus(widget.launcher)).toBe(true)
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('reduced motion', () => {
  it('shows the result at once, with nothing moving', async () => {
    const { page, faults, close } = await visit(browser, { reducedMotion: 'reduce' })
    await page.addInitScript(recordAnimations)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Stella Still')
    await widget.launcher.click()
    await widget.screen('Spin').click()
    await widget.spin.click()
    await widget.result.waitFor()
    const durations = await page.evaluate(() => (window as unknown as { animated: number[] }).animated)
    expect(durations.length).toBeGreaterThan(0)
    expect(Math.max(...durations)).toBe(0)
    expect(await widget.host.evaluate(runningAnimations)).toBe(0)
    expect(faults).toEqual([])
    await close()
  })
})

function recordAnimations(): void {
  const durations: number[] = []
  const { animate } = Element.prototype
  Object.assign(window, { animated: durations })
  Element.prototype.animate = function (keyframes, options) {
    durations.push(Number(typeof options === 'object' ? options.duration : options))
    return animate.call(this, keyframes, options)
  }
}

function runningAnimations(host: Element): number {
  const animations = host.shadowRoot?.getAnimations() ?? []
  return animations.filter(({ playState }) => playState === 'running').length
}
