import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit, visit } from './browser'
import { foreignIn, type OurTexts, textsIn, textsOf } from './languages'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join, speak } from './shop'
import { type Tour, tourAsGuest, tourAsMember, tourAsRich, tourAsVisitor } from './tour'
import { joinAsGuest, widgetOf } from './widget'

/** Somebody has joined with it. */
const TAKEN = 'taken@example.com'

let shop: Shop
let browser: Browser
let english: OurTexts
/** The merchant's own words, long ones first. */
let own: string[]
beforeAll(async () => {
  ;[shop, browser, english] = await Promise.all([openShop(), openBrowser(), textsOf('en')])
  await shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, guests: true })
  own = [...new Set(stringsIn(await storefront()))].sort((a, b) => b.length - a.length)
  const { page, close } = await visit(browser)
  await page.goto(shop.origin)
  await joinAsGuest(page, TAKEN)
  await close()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the language of the script tag', () => {
  it('can change on the same page for the same shopper, and turns it around', async () => {
    const { page, faults, close } = await visit(browser)
    await join(page, shop.origin, 'Polly Glot')
    for (const [locale, direction] of Object.entries({ en: 'ltr', cs: 'ltr', ar: 'rtl', de: 'ltr' })) {
      const words = await textsOf(locale)
      await speak(page, locale)
      await page.reload()
      const { launcher, dialog, points, screen } = widgetOf(page)
      await launcher.click()
      await points.waitFor()
      expect(await dialog.getAttribute('dir')).toBe(direction)
      expect(await dialog.getAttribute('lang')).toMatch(new RegExp(`^${locale}`))
      await screen(`${words.refer}`).click()
      await dialog.getByText(`${words['refer.none']}`).waitFor()
    }
    expect(faults).toEqual([])
    await close()
  })

  it.each(['cs', 'ar'])('leaves no English and no name of a text on any screen, %s', async locale => {
    const [guest, member] = [await visit(browser), await visit(browser)]
    const words = await textsOf(locale)
    const found: string[] = []
    const direction = locale === 'ar' ? 'rtl' : 'ltr'
    const tourOf = async ({ page }: Visit): Promise<Tour> => {
      const look = async (name: string) => {
        expect(await widgetOf(page).dialog.getAttribute('dir')).toBe(direction)
        found.push(...(await foreignOn(page)).map(text => `${name}: ${text}`))
      }
      await speak(page, locale)
      return { page, shop, words, look }
    }
    await tourAsVisitor(await tourOf(guest), TAKEN)
    await tourAsGuest(await tourOf(guest), `guest-${locale}@example.com`)
    const tour = await tourOf(member)
    await tourAsMember(tour, `Member ${locale}`)
    await tourAsRich(tour, `Member ${locale}`)
    expect(found).toEqual([])
    await guest.close()
    await member.close()
  })
})

async function foreignOn(page: Page): Promise<string[]> {
  const shown = await widgetOf(page).host.evaluate(textsIn)
  return foreignIn(shown, english, own)
}

async function storefront(): Promise<unknown> {
  const reply = await fetch(`${shop.api}/v1/storefront?key=${shop.keys.publishableKey}`)
  return reply.json()
}

/** Every text of some length in a value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length > 2 ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(stringsIn)
}
