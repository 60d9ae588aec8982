import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { customerOf } from './customers'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join } from './shop'
import { widgetOf } from './widget'

/** A page of the shop that does not move by itself while it loads. */
const QUIET = '/products/bread-bin-ivory'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  const { program } = await shop.laurel.program.get()
  await shop.laurel.program.put({ ...program, prompts: { perPage: 0 } })
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the first screen', () => {
  it('moves nothing when there is one thing more to do', async () => {
    await shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, entry: { spins: true } })
    const { page, faults, shifts, close } = await visit(browser)
    const { launcher, points, row, dialog } = widgetOf(page)
    await join(page, shop.origin, 'Linus Moore')
    await page.goto(shop.origin + QUIET)
    await page.waitForLoadState('networkidle')
    await launcher.click()
    await points.waitFor()
    await page.waitForLoadState('networkidle')
    const lines = await dialog.locator('.row').count()
    const before = (await shifts()).length
    const { id } = await customerOf(shop, 'Linus Moore')
    await shop.laurel.customers.adjust(id, { spins: 1, reason: 'For you' })
    await page.evaluate(() => (window as unknown as Record<'laurel', (name: string) => void>).laurel('track'))
    await row('You have a spin to use').waitFor()
    expect(await dialog.locator('.row').count()).toBe(lines + 1)
    expect((await shifts()).slice(before)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('shows visitors what there is to win', async () => {
    await shop.laurel.wheels.put(shop.keys.wheelId, SURE_WIN)
    const { page, faults, close } = await visit(browser)
    const { launcher, row, dialog } = widgetOf(page)
    await page.goto(shop.origin + QUIET)
    await launcher.click()
    await row('The orchard wheel').click()
    await dialog.locator('.disc').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})
