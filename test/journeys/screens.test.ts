import { mkdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, ViewportSize } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESKTOP, openBrowser, PHONE, visit } from './browser'
import { textsOf } from './languages'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join, speak } from './shop'
import { type Tour, tourAsGuest, tourAsMember, tourAsRich, tourAsVisitor } from './tour'
import { joinAsGuest } from './widget'

/** Where pictures of all screens go, if anywhere; then in Czech, too. */
const SHOTS = process.env.LAUREL_SHOTS
/** From left to right and from right to left. */
const LOCALES = SHOTS ? ['en', 'cs', 'ar'] : ['en', 'ar']
const SIZES = { desktop: DESKTOP, 390: PHONE }
const SCHEMES = ['light', 'dark'] as const
/** Somebody has joined with it. */
const TAKEN = 'taken@example.com'

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  await shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, guests: true })
  const { program } = await shop.laurel.program.get()
  const guests = { terms: '2026-11', termsUrl: `${shop.origin}/terms`, perNetworkPerDay: 1000 }
  await shop.laurel.program.put({ ...program, guests })
  const { page, close } = await visit(browser)
  await page.goto(shop.origin)
  await joinAsGuest(page, TAKEN)
  await close()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe.each(Object.keys(SIZES))('at %s width', size => {
  const viewport = SIZES[size as keyof typeof SIZES]

  it.each(LOCALES)('every screen of the widget is accessible to visitors and guests, %s', async locale => {
    const { tour, close } = await begin(size, viewport, locale)
    await tourAsVisitor(tour, TAKEN)
    await tourAsGuest(tour, `guest-${size}-${locale}@example.com`)
    await close()
  })

  it.each(LOCALES)('every screen of the widget is accessible to members, %s', async locale => {
    const { tour, close } = await begin(size, viewport, locale)
    const name = `Scree ${size} ${locale}`
    await tourAsMember(tour, name)
    await tourAsRich(tour, name)
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

async function begin(size: string, viewport: ViewportSize, locale: string) {
  const { page, close } = await visit(browser, { viewport })
  if (locale !== 'en') await speak(page, locale)
  const look = (name: string) => judge(page, 'laurel-widget', `${size}-${locale}-widget-${name}`)
  const tour: Tour = { page, shop, words: await textsOf(locale), look }
  return { tour, close }
}

async function fillBasket(page: Page): Promise<void> {
  const saved = page.waitForResponse(reply => reply.url().endsWith('/api/cart'))
  await page.getByRole('button', { name: /^Add Regency/ }).click()
  await saved
}

/** Looks at what is there in light, and at its colours in dark. @param part of the page; shadow roots are looked into */
async function judge(page: Page, part: string, name: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true })
      await page.screenshot({ path: pathOf(SHOTS, `${name}-${colorScheme}.png`), fullPage: part === 'body' })
    }
    const axe = new AxeBuilder({ page }).setLegacyMode().include(part)
    const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
}
