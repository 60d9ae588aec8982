import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShopperChoice } from '../../demo/wire'
import { openBrowser, type Visit, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { addToBasket, follow, join, pay } from './shop'
import { widgetOf } from './widget'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop({ pastOrders: 200 }), openBrowser()])
  await shop.laurel.wheels.put(shop.keys.wheelId, SURE_WIN)
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the whole path', () => {
  it('shows a real customer the points and the tier of real orders', async () => {
    await shop.historyDone()
    const [choice] = (await (await fetch(`${shop.origin}/api/shoppers`)).json()) as [ShopperChoice]
    const { page, ...visited } = await visit(browser)
    await page.goto(`${shop.origin}/sign-in`)
    await page.getByRole('button', { name: choice.id }).click()
    await page.getByRole('heading', { name: 'The past year' }).waitFor()
    const widget = widgetOf(page)
    await widget.launcher.click()
    const points = await pointsOf(page)
    const { data } = await shop.laurel.customers.list({ externalId: choice.id })
    expect(points).toBe(data[0]?.points.available)
    expect(points).toBeGreaterThan(choice.spent / 200)
    expect(await widget.tier.textContent()).toBe(tierFrom(choice.spent))
    await widget.button('Activity').click()
    await widget.dialog
      .getByText(/^Order 5\d{5}/)
      .first()
      .waitFor()
    await expectCleanVisit({ page, ...visited })
  })

  it('leads a new shopper from welcome points to a spent code, and back', async () => {
    const visited = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    const { page, faults } = visited
    const widget = widgetOf(page)
    await page.goto(shop.origin)
    await widget.launcher.waitFor()
    await join(page, shop.origin, 'Ada Newcomer')
    await widget.launcher.click()
    expect(await pointsOf(page)).toBe(50)
    await widget.button('Close').click()

    await addToBasket(page, 'Regency cakestand, three tiers', 2)
    await pay(page)
    const earned = 100 + 2 * 25
    await page.getByText(`You earned ${earned} points and 1 spin`).waitFor()
    await widget.launcher.click()
    await expect.poll(() => pointsOf(page)).toBe(50 + earned)

    await screen(page, 'Spin')
    await widget.button('Spin for free').click()
    await widget.result.waitFor()
    await widget.button('Check this spin').click()
    await widget.result.getByText('Checked on your device: this spin was fair.').waitFor()
    const first = await widget.code.textContent()
    await widget.button('Copy code').click()
    await widget.button('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first)

    await widget.button('Spin (1 left)').click()
    await expect.poll(() => widget.code.textContent()).not.toBe(first)
    await widget.dialog.getByText('You have no spins left.').waitFor()
    const code = (await widget.code.textContent()) ?? ''

    await widget.button('Use it now').click()
    await page.getByText('Ready for your next basket.').waitFor()
    await addToBasket(page, 'Regency cakestand, three tiers', 3)
    await follow(page, 'Basket')
    await page.getByText('−£5.00').waitFor()
    const order = await pay(page)
    await page.getByText('−£5.00').waitFor()
    await widget.launcher.click()
    await screen(page, 'Home')
    await expect.poll(() => pointsOf(page)).toBe(50 + earned + 2 * 33)
    await widget.button('Close').click()

    await addToBasket(page, 'Regency cakestand, three tiers')
    await typeCode(page, code)
    await page.getByText('This code has been used already. Each code works once.').waitFor()
    expect(faults.splice(0)).toEqual([refused(shop, '/api/cart/code')])

    await follow(page, 'Account')
    await page.getByRole('button', { name: `Return order ${order}` }).click()
    await page.getByText(`Order ${order} is returned. Your code ${code} works again.`).waitFor()
    await widget.launcher.click()
    await expect.poll(() => pointsOf(page)).toBe(50 + earned)
    await widget.button('Close').click()
    await typeCode(page, code)
    await page.getByText('−£5.00').waitFor()
    await expectCleanVisit(visited)
  })
})

async function pointsOf(page: Page): Promise<number> {
  const { points } = widgetOf(page)
  return Number((await points.textContent())?.replaceAll(',', ''))
}

async function screen(page: Page, name: string): Promise<void> {
  await widgetOf(page).screen(name).click()
}

async function typeCode(page: Page, code: string): Promise<void> {
  await follow(page, 'Basket')
  await page.getByLabel('Reward code').fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
}

/** What the browser itself says of a reply that refuses. */
function refused({ origin }: Shop, path: string): string {
  const status = 'Failed to load resource: the server responded with a status of 409 (Conflict)'
  return `error: ${status} ${origin}${path}`
}

/** The demo's ladder; its thresholds are pence of the last twelve months. */
function tierFrom(spent: number): string {
  if (spent >= 500_000) return 'Orchard'
  if (spent >= 100_000) return 'Tree'
  return spent >= 25_000 ? 'Branch' : 'Leaf'
}

async function expectCleanVisit({ faults, shifts, close }: Visit): Promise<void> {
  expect(await shifts()).toEqual([])
  expect(faults).toEqual([])
  await close()
}
