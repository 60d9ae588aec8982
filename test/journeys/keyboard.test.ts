import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { customerOf } from './customers'
import { hasFocus, listen, pressAt, tabTo } from './keys'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join } from './shop'
import { widgetOf } from './widget'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  await shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, guests: true })
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
    await page.goto(shop.origin)
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

describe('the keyboard alone, on the other screens', () => {
  it('buys a reward, hears what it is once, and gives it back', async () => {
    const { page, faults, shifts, close } = await visit(browser)
    const widget = widgetOf(page)
    await openRich(page, 'Keiko Buyer')
    await pressAt(page, widget.screen('Rewards'))
    await widget.row('£5 off').waitFor()
    await pressAt(page, widget.row('£5 off'))
    await expect.poll(() => hasFocus(widget.button('Buy now'))).toBe(true)
    const heard = await listen(widget.live)
    await page.keyboard.press('Enter')
    await widget.button('Copy code').waitFor()
    await expect.poll(() => hasFocus(widget.button('Copy code'))).toBe(true)
    await pressAt(page, widget.button('Give back'))
    await widget.dialog.getByText('Give it back for 500 points?').waitFor()
    expect(await hasFocus(widget.button('Give back'))).toBe(true)
    await page.keyboard.press('Enter')
    await widget.body.getByText('Given back: 500 points').waitFor()
    expect(await hasFocus(widget.body)).toBe(true)
    expect(await heard()).toEqual(['Yours: £5 off', 'Given back: 500 points'])
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('chooses an amount, and lets it be', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    const item = widget.row('Give to the hedgehog hospital')
    await openRich(page, 'Kurt Chooser')
    await pressAt(page, widget.screen('Rewards'))
    await item.waitFor()
    await pressAt(page, item)
    await expect.poll(() => hasFocus(widget.dialog.getByRole('slider'))).toBe(true)
    await page.keyboard.press('End')
    await widget.dialog.getByText('£5 to The hedgehog hospital for 500 points?').waitFor()
    await pressAt(page, widget.button('Not now'))
    await expect.poll(() => hasFocus(item)).toBe(true)
    expect(faults).toEqual([])
    await close()
  })

  it('copies the link for friends, and shows it as a picture', async () => {
    const { page, faults, close } = await visit(browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const widget = widgetOf(page)
    await openRich(page, 'Kim Sharer')
    await pressAt(page, widget.screen('Friends'))
    await widget.button('Copy link').waitFor()
    const heard = await listen(widget.live)
    await pressAt(page, widget.button('Copy link'))
    await expect.poll(heard).toEqual(['Copied'])
    expect(await hasFocus(widget.button('Copied'))).toBe(true)
    await pressAt(page, widget.button('QR code'), 'Space')
    await widget.dialog.getByRole('img', { name: 'QR code of your link' }).waitFor()
    expect(await widget.button('QR code').getAttribute('aria-expanded')).toBe('true')
    expect(faults).toEqual([])
    await close()
  })

  it('checks in, and comes back to the way it came by', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    await openRich(page, 'Kai Daily')
    await pressAt(page, widget.row('Three orders this quarter'))
    await widget.button('Check in').waitFor()
    const heard = await listen(widget.live)
    await pressAt(page, widget.button('Check in'))
    await expect.poll(heard).toEqual(['You are checked in. 2 points'])
    expect(await hasFocus(widget.button('Done for today'))).toBe(true)
    await pressAt(page, widget.button('Back'))
    await widget.dialog.locator('.tiers').waitFor()
    await expect.poll(() => hasFocus(widget.body)).toBe(true)
    expect(faults).toEqual([])
    await close()
  })

  it('joins as a guest, and stands before the wheel', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    await page.goto(shop.origin)
    await widget.launcher.waitFor()
    await pressAt(page, widget.launcher)
    await widget.button('Join').waitFor()
    await pressAt(page, widget.button('Join'))
    await tabTo(page, widget.dialog.getByLabel('E-mail address'))
    const heard = await listen(widget.live)
    await page.keyboard.type('kit@example.com')
    await pressAt(page, widget.dialog.getByLabel('I agree to the terms'), 'Space')
    await page.keyboard.press('Enter')
    await widget.spin.waitFor()
    await expect.poll(() => hasFocus(widget.body)).toBe(true)
    await expect.poll(heard).toEqual(['Welcome. You are in.'])
    expect(faults).toEqual([])
    await close()
  })

  it('asks for one’s data to be erased, thinks again, and then has it erased', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    await openRich(page, 'Kara Gone')
    await pressAt(page, widget.button('Your data'))
    await widget.button('Erase my data').waitFor()
    await pressAt(page, widget.button('Erase my data'))
    await widget.button('Keep it').waitFor()
    await expect.poll(() => hasFocus(widget.button('Erase my data'))).toBe(true)
    await pressAt(page, widget.button('Keep it'))
    await expect.poll(() => hasFocus(widget.button('Erase my data'))).toBe(true)
    await page.keyboard.press('Enter')
    await widget.button('Keep it').waitFor()
    const heard = await listen(widget.live)
    await page.keyboard.press('Enter')
    await widget.dialog.getByText('Sign in to see your points').waitFor()
    await expect.poll(() => hasFocus(widget.body)).toBe(true)
    await expect.poll(heard).toEqual(['Your data is erased.'])
    expect(faults).toEqual([])
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

/** Somebody with points for the whole catalogue has the widget open. */
async function openRich(page: Page, name: string): Promise<void> {
  const widget = widgetOf(page)
  await join(page, shop.origin, name)
  const { id } = await customerOf(shop, name)
  await shop.laurel.customers.adjust(id, { points: 500, reason: 'For the test' })
  await page.reload()
  await widget.launcher.waitFor()
  await pressAt(page, widget.launcher)
  await widget.points.waitFor()
}

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
