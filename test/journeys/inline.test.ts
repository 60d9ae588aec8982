import { mkdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, PHONE, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { addToBasket, follow, join, pay, speak } from './shop'
import { widgetOf } from './widget'

/** Where pictures go, if anywhere. */
const SHOTS = process.env.LAUREL_SHOTS
const PRICE = 4990
const EVERY = ['points', 'tier', 'earn', 'account', 'referral', 'wheel']

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

const TEXTS = {
  en: {
    guest: {
      points: 'Sign in to see your points',
      earn: 'Members earn 98 points',
      refer: 'Sign in to invite',
    },
    member: { points: '50 points', earn: 'Earn 98 points', tier: 'Leaf', refer: 'Your friend gets: 15% off' },
  },
  ar: {
    guest: { points: 'تظهر نقاطك بعد تسجيل الدخول', earn: 'للأعضاء: 98', refer: 'لدعوة الأصدقاء' },
    member: { points: '50 نقطة', earn: 'مع هذا الشراء: 98', tier: 'Leaf', refer: 'هدية الصديق' },
  },
}

describe.each(Object.keys(TEXTS) as (keyof typeof TEXTS)[])('every element on one page, %s', locale => {
  const { guest, member } = TEXTS[locale]

  it('invites a visitor', async () => {
    const { page, faults, shifts, close } = await visit(browser, { viewport: PHONE })
    await openPage(page, EVERY, locale)
    await says(page, 'points', guest.points)
    await says(page, 'earn', guest.earn)
    await says(page, 'referral', guest.refer)
    await page.locator('laurel-account .hero').waitFor()
    await page.locator('laurel-wheel .disc').waitFor()
    expect(await page.locator('laurel-tier .inline').textContent()).toBe('')
    await judge(page, `inline-guest-${locale}`)
    expect(await shifts()).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('says where a member stands', async () => {
    const { page, faults, shifts, close } = await visit(browser)
    await join(page, shop.origin, `Inline ${locale}`)
    await openPage(page, EVERY, locale)
    await says(page, 'points', member.points)
    await says(page, 'tier', member.tier)
    await says(page, 'earn', member.earn)
    await says(page, 'referral', member.refer)
    await page.locator('laurel-account .row').first().waitFor()
    expect(await page.locator('laurel-account .inline').getAttribute('dir')).toBe(
      locale === 'ar' ? 'rtl' : 'ltr',
    )
    await page.locator('laurel-wheel .button').first().waitFor()
    await judge(page, `inline-member-${locale}`)
    expect(await shifts()).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})

describe('an element', () => {
  it('may come later, change, move and go, and have a twin', async () => {
    const { page, faults, close } = await visit(browser)
    await openPage(page, ['earn', 'earn'])
    const earn = page.locator('laurel-earn')
    const said = () => earn.locator('.inline').allTextContents()
    await expect.poll(said).toEqual(Array(2).fill('Members earn 98 points'))
    await earn.last().evaluate(each => each.setAttribute('amount', '10000'))
    await expect.poll(said).toEqual(['Members earn 98 points', 'Members earn 200 points'])
    await earn.last().evaluate(each => each.setAttribute('amount', 'a lot'))
    await expect.poll(said).toEqual(['Members earn 98 points', ''])

    await earn.first().evaluate(each => each.parentElement?.append(each))
    expect(await said()).toEqual(['', 'Members earn 98 points'])
    await page.evaluate(() => {
      const kept = document.querySelectorAll('laurel-earn')
      for (const each of kept) each.remove()
      const later = document.createElement('laurel-points')
      document.querySelector('#elements')?.append(later, kept[1] as Node)
    })
    await says(page, 'points', 'Sign in to see your points')
    await says(page, 'earn', 'Members earn 98 points')
    expect(faults).toEqual([])
    await close()
  })

  it('follows the shopper, and its links open the panel', async () => {
    const { page, faults, close } = await visit(browser)
    await join(page, shop.origin, 'Ina Line')
    await openPage(page, ['points', 'account', 'referral'])
    await says(page, 'points', '50 points')
    await page.locator('laurel-account').getByText('A free spin is waiting').click()
    await widgetOf(page).spin.waitFor()
    await widgetOf(page).button('Close').click()
    await page.locator('laurel-referral').getByRole('button', { name: 'Friends' }).click()
    await expect.poll(() => widgetOf(page).dialog.isVisible()).toBe(true)
    await page.evaluate(() => (window as unknown as Commanded).laurel?.('logout'))
    await says(page, 'points', 'Sign in to see your points')
    expect(await page.locator('#elements').evaluate(textOfAll)).not.toContain('Ina')
    expect(faults).toEqual([])
    await close()
  })

  it('spins the wheel in its place, and says so once', async () => {
    const { page, faults, shifts, close } = await visit(browser)
    await join(page, shop.origin, 'Inga Wheel')
    await openPage(page, ['wheel', 'points'])
    const wheel = page.locator('laurel-wheel')
    await wheel.locator('.center:not(.voucher) > .button').click()
    await wheel.locator('.voucher code').waitFor()
    expect(await wheel.locator('[role=status]').textContent()).toMatch(/^You won: /)
    expect(await widgetOf(page).live.textContent()).toBe('')
    expect(await wheel.evaluate(each => each.shadowRoot?.activeElement?.textContent)).toBe('Copy code')
    expect(await shifts()).toEqual([])
    expect(faults).toEqual([])
    await close()
  })

  it('is empty after destroy, and drawn again by a script that is loaded again', async () => {
    const { page, faults, close } = await visit(browser)
    await openPage(page, EVERY)
    await says(page, 'earn', 'Members earn 98 points')
    await page.evaluate(() => (window as unknown as Commanded).laurel?.('destroy'))
    await expect.poll(() => page.locator('#elements').evaluate(textOfAll)).toBe('')
    expect(await widgetOf(page).host.count()).toBe(0)
    await page.evaluate(() => {
      const old = document.querySelector<HTMLScriptElement>('script[data-key]')
      const again = document.createElement('script')
      const src = { createScriptURL: () => old?.src ?? '' }
      const { trustedTypes } = window as unknown as { trustedTypes?: Policies }
      Object.assign(again.dataset, old?.dataset)
      again.src = (trustedTypes?.createPolicy('again', src).createScriptURL('') ?? old?.src) as string
      document.head.append(again)
    })
    await says(page, 'earn', 'Members earn 98 points')
    await says(page, 'points', 'Sign in to see your points')
    expect(faults).toEqual([])
    await close()
  })

  it('stays empty, at its size, when Laurel does not answer', async () => {
    const { page, faults, shifts, close } = await visit(browser)
    await page.route(`${shop.api}/v1/**`, route => route.abort())
    const told = page.waitForEvent('console', message => message.text().startsWith('Laurel:'))
    await openPage(page, EVERY)
    await told
    expect(await page.locator('#elements').evaluate(textOfAll)).toBe('')
    expect(await page.locator('laurel-account').evaluate(each => each.clientHeight)).toBe(600)
    expect(faults.filter(fault => fault.startsWith('warning:'))).toHaveLength(1)
    expect(faults.filter(fault => fault.startsWith('script:'))).toEqual([])
    expect(await shifts()).toEqual([])
    await close()
  })
})

describe('what the shop says', () => {
  it('is what the order earns', async () => {
    const { page, faults, shifts, close } = await visit(browser)
    await join(page, shop.origin, 'Bas Kett')
    await addToBasket(page, 'Regency cakestand, three tiers', 3)
    await follow(page, 'Basket')
    await says(page, 'earn', 'Earn 76 points')
    expect(await shifts()).toEqual([])
    await pay(page)
    await page.locator('.earned').getByText('76 points').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

type Commanded = { laurel?: (command: string) => unknown }
type Policies = { createPolicy(name: string, rules: object): { createScriptURL(url: string): unknown } }

/** Runs in the page: everything the elements say. */
function textOfAll(place: Element): string {
  const texts = [...place.children].map(each => each.shadowRoot?.textContent ?? '')
  return texts.join('').trim()
}

async function says(page: Page, name: string, text: string): Promise<void> {
  await page.locator(`laurel-${name}`).getByText(text).first().waitFor()
}

/** A page of the shop with these elements in place of its own content, there before the script is. */
async function openPage(page: Page, names: string[], locale = 'en'): Promise<void> {
  if (locale !== 'en') await speak(page, locale)
  await page.addInitScript(writeElements, { names, price: PRICE })
  await page.goto(`${shop.origin}/terms`)
}

/** Runs in the page. The last rule is the one a shop adds, for each element it uses. */
function writeElements({ names, price }: { names: string[]; price: number }): void {
  const heights = { points: 24, earn: 24, tier: 48, referral: 248, account: 600, wheel: 560 }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(
    `#shop{display:none}#elements{display:grid;gap:24px;max-width:420px;margin:auto}${Object.entries(heights)
      .map(([name, px]) => `laurel-${name}:not(:defined){display:block;min-height:${px}px}`)
      .join('')}`,
  )
  document.adoptedStyleSheets = [sheet]
  addEventListener('DOMContentLoaded', () => {
    const place = document.createElement('div')
    place.id = 'elements'
    for (const name of names) {
      const element = document.createElement(`laurel-${name}`)
      if (name === 'earn') element.setAttribute('amount', `${price}`)
      if (name === 'earn') element.setAttribute('currency', 'GBP')
      place.append(element)
    }
    const after = document.createElement('p')
    after.textContent = 'What stands below.'
    place.append(after)
    document.body.prepend(place)
  })
}

/** Looks at the elements in light and in dark. */
async function judge(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true })
      await page.screenshot({ path: pathOf(SHOTS, `${name}-${colorScheme}.png`), fullPage: true })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('#elements').analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
}
