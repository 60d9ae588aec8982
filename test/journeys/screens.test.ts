import { mkdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, openBrowser, PHONE, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join, speak } from './shop'
import { widgetOf } from './widget'

/** Where pictures of all screens go, if anywhere; then in Czech, too. */
const SHOTS = process.env.LAUREL_SHOTS
/** From left to right and from right to left. */
const LOCALES = SHOTS ? ['en', 'cs', 'ar'] : ['en', 'ar']
const SIZES = { desktop: DESKTOP, 390: PHONE }
const SCHEMES = ['light', 'dark'] as const
const NAMES: Record<string, Record<'home' | 'earn' | 'wheel' | 'codes' | 'activity', string>> = {
  en: { home: 'Home', earn: 'Earn', wheel: 'Spin', codes: 'Codes', activity: 'Activity' },
  cs: { home: 'Přehled', earn: 'Získat', wheel: 'Kolo', codes: 'Kódy', activity: 'Historie' },
  ar: { home: 'الرئيسية', earn: 'الكسب', wheel: 'العجلة', codes: 'القسائم', activity: 'السجل' },
}

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

describe.each(Object.keys(SIZES))('at %s width', size => {
  const viewport = SIZES[size as keyof typeof SIZES]

  it.each(LOCALES)('every screen of the widget is accessible, %s', async locale => {
    const { page, close } = await visit(browser, { viewport })
    const names = NAMES[locale] as (typeof NAMES)[string]
    const widget = widgetOf(page)
    const look = (name: string) => judge(page, 'laurel-widget', `${size}-${locale}-widget-${name}`)
    if (locale !== 'en') await speak(page, locale)
    await page.goto(shop.origin)
    await widget.launcher.click()
    await widget.screen(names.home).waitFor()
    await widget.dialog.locator('.hero').waitFor()
    await look('signed-out')

    await join(page, shop.origin, `Scree ${size} ${locale}`)
    await widget.launcher.click()
    await widget.points.waitFor()
    await look('home')
    await widget.screen(names.earn).click()
    await widget.dialog.locator('.tiers').waitFor()
    await look('earn')
    await widget.screen(names.wheel).click()
    await widget.spin.waitFor()
    await look('wheel')
    await widget.spin.click()
    await widget.result.waitFor()
    await look('result')
    await widget.screen(names.codes).click()
    await widget.dialog.locator('.voucher code').first().waitFor()
    await look('codes')
    await widget.screen(names.activity).click()
    await widget.dialog.locator('.amount').first().waitFor()
    await look('activity')

    await page.route(`${shop.api}/v1/me?*`, route => route.abort())
    await page.reload()
    await widget.launcher.click()
    await widget.dialog.locator('.notice .button').waitFor()
    await look('error')
    await close()
  })

  it('every page of the shop is accessible', async () => {
    const { page, close } = await visit(browser, { viewport })
    const look = (name: string) => judge(page, 'body', `${size}-shop-${name}`)
    for (const [name, path] of Object.entries({ list: '/', product: '/products/bread-bin-ivory' })) {
      await page.goto(shop.origin + path)
      await page.locator('h1').waitFor()
      await look(name)
    }
    await page.goto(`${shop.origin}/sign-in`)
    await page.locator('.choices button').first().waitFor()
    await look('sign-in')
    await page.goto(`${shop.origin}/nowhere`)
    await look('missing')
    await join(page, shop.origin, `Page ${size}`)
    await look('account')
    await page.goto(`${shop.origin}/basket`)
    await page.getByRole('heading', { name: 'Your basket is empty' }).waitFor()
    await look('basket-empty')
    await page.goto(shop.origin)
    await page.getByRole('button', { name: /^Add Regency/ }).waitFor()
    await fillBasket(page)
    await page.goto(`${shop.origin}/basket`)
    await page.getByRole('link', { name: 'Go to checkout' }).waitFor()
    await look('basket')
    await page.goto(`${shop.origin}/checkout`)
    await page.getByRole('button', { name: /^Pay £/ }).waitFor()
    await look('checkout')
    await page.getByRole('button', { name: /^Pay £/ }).click()
    await page.getByRole('heading', { name: 'Thank you, it is on its way.' }).waitFor()
    await look('order')
    await close()
  })
})

async function fillBasket(page: Page): Promise<void> {
  const saved = page.waitForResponse(reply => reply.url().endsWith('/api/cart'))
  await page.getByRole('button', { name: /^Add Regency/ }).click()
  await saved
}

/** Looks at what is there in light and in dark. @param part of the page; shadow roots are looked into */
async function judge(page: Page, part: string, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true })
      await page.screenshot({ path: pathOf(SHOTS, `${name}-${colorScheme}.png`), fullPage: part === 'body' })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include(part).analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
}
