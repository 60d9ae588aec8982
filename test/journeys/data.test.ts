import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonExport } from '../../sdk/server'
import { openBrowser, visit } from './browser'
import { addressOf, customerOf } from './customers'
import { hasFocus } from './keys'
import { openShop, type Shop } from './servers'
import { addToBasket, join, pay } from './shop'
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

describe('one’s data', () => {
  it('is a file that holds what the shop knows', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Dora Download')
    await addToBasket(page, 'Regency cakestand, three tiers')
    const order = await pay(page)
    await widget.launcher.click()
    await widget.button('Your data').click()
    const arriving = page.waitForEvent('download')
    await widget.button('Download my data').click()
    const file = await arriving
    await widget.body.getByText('Saved as a file.').waitFor()
    expect(file.suggestedFilename()).toMatch(/\.json$/)
    const data = JSON.parse(await readFile(await file.path(), 'utf8')) as PersonExport
    expect(data.customer).toMatchObject({ email: addressOf('Dora Download'), name: 'Dora Download' })
    expect(data.orders).toMatchObject([{ externalId: order }])
    expect(data.journal.length).toBeGreaterThan(1)
    expect(faults).toEqual([])
    await close()
  })

  it('is erased after being asked once more, and the shopper is signed out', async () => {
    const { page, faults, close } = await visit(browser)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Ezra Erase')
    const { id } = await customerOf(shop, 'Ezra Erase')
    await widget.launcher.click()
    await widget.button('Your data').click()
    await widget.button('Erase my data').click()
    await widget.dialog.getByText('Erase everything for good?').waitFor()
    await widget.button('Keep it').click()
    expect(await hasFocus(widget.button('Erase my data'))).toBe(true)
    expect((await shop.laurel.customers.get(id)).name).toBe('Ezra Erase')

    await widget.button('Erase my data').click()
    await widget.button('Erase my data').click()
    await widget.dialog.getByText('Sign in to see your points').waitFor()
    await expect.poll(() => widget.live.textContent()).toBe('Your data is erased.')
    expect(await widget.host.evaluate(host => host.shadowRoot?.textContent)).not.toContain('Ezra')
    await expect(shop.laurel.customers.get(id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await shop.laurel.customers.list({ email: addressOf('Ezra Erase') })).data).toEqual([])
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})
