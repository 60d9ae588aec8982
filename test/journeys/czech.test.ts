import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { openShop, type Shop } from './servers'
import { join, speak } from './shop'
import { widgetOf } from './widget'

/** One, few and many; the thousands are parted by a space that does not break. */
const COUNTED = { 1: '1 bod', 3: '3 body', 5: '5 bodů', 22: '22 bodů', 1234: '1\u00a0234 bodů' }

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('a script tag that says cs', () => {
  it('makes the widget speak Czech', async () => {
    const { page, faults, close } = await visit(browser)
    await speak(page, 'cs')
    await join(page, shop.origin, 'Jana')
    const widget = widgetOf(page)
    await widget.launcher.click()
    await widget.dialog.getByText('Dobrý den, Jana').waitFor()
    expect(await widget.dialog.getAttribute('lang')).toBe('cs')
    expect(await widget.dialog.locator('nav').innerText()).toMatch(
      /Přehled\s+Získat\s+Kolo\s+Odměny\s+Přátelé/,
    )
    await widget.screen('Kolo').click()
    await widget.button('Roztočit zdarma').waitFor()
    await widget.screen('Odměny').click()
    await widget.row('Kódy').click()
    await widget.dialog.getByText('Zatím žádné kódy').waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('counts in Czech', async () => {
    const { page, close } = await visit(browser)
    await speak(page, 'cs')
    await join(page, shop.origin, 'Petr')
    await widgetOf(page).launcher.click()
    for (const [points, said] of Object.entries(COUNTED)) {
      await setPoints(page, Number(points))
      await page.evaluate(() => (window as unknown as { laurel(command: string): void }).laurel('track'))
      await expect.poll(() => widgetOf(page).dialog.locator('p.points').innerText()).toBe(said)
    }
    await close()
  })
})

/** Of the shopper who is signed in at the page. */
async function setPoints(page: Page, points: number): Promise<void> {
  const { shopper } = await page.evaluate(async () => (await fetch('/api/state')).json())
  const { data } = await shop.laurel.customers.list({ externalId: shopper.id })
  const [customer] = data
  if (!customer) throw new Error('Laurel does not know the shopper')
  const missing = points - customer.points.available
  await shop.laurel.customers.adjust(customer.id, { points: missing, reason: 'For the test' })
}
