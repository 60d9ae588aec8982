import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit, visit } from './browser'
import { customerOf, passDays } from './customers'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { addToBasket, join, pay } from './shop'
import { joinAsGuest, widgetOf } from './widget'

/** Days an order can be returned, and one more. */
const PAST_RETURNS = 15
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

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

describe('a friend', () => {
  it('comes by a link, gets a gift, orders, and rewards who sent it', async () => {
    const [ada, fred] = [await visit(browser, CLIPBOARD), await visit(browser)]
    const link = await copyLink(ada, 'Ada Advocate')
    await followLink(fred.page, link)
    await join(fred.page, shop.origin, 'Fred Friend')
    const widget = widgetOf(fred.page)
    await widget.launcher.click()
    await widget.row('You have a code to use').click()
    await widget.dialog.getByRole('heading', { name: '15% off' }).waitFor()
    expect(await stored(fred.page, 'visit')).toBeNull()
    await widget.screen('Friends').click()
    await widget.dialog.getByText('Ada invited you.').waitFor()
    await widget.button('Close').click()
    expect(await friendsOf(ada.page)).toMatch(
      /Joined\s+1\s+Rewarded\s+0[\s\S]*Fred\s+Waiting for the first order/,
    )

    await addToBasket(fred.page, 'Regency cakestand, three tiers')
    await pay(fred.page)
    expect(await friendsOf(ada.page)).toMatch(/Fred\s+Ordered\. Your reward comes on \d/)
    expect(await pointsOf('Ada Advocate')).toBe(50)

    await passDays(shop, PAST_RETURNS)
    expect(await friendsOf(ada.page)).toMatch(/Joined\s+1\s+Rewarded\s+1[\s\S]*Fred\s+Rewarded on \d/)
    expect(await pointsOf('Ada Advocate')).toBe(50 + 300)
    await widgetOf(ada.page).screen('Home').click()
    expect(await widgetOf(ada.page).points.textContent()).toBe('350')
    await expectClean(ada, fred)
  })

  it('may join as a guest first, and is still one friend after signing in', async () => {
    const [gwen, gus] = [await visit(browser, CLIPBOARD), await visit(browser)]
    await followLink(gus.page, await copyLink(gwen, 'Gwen Giver'))
    const widget = widgetOf(gus.page)
    await joinAsGuest(gus.page, 'gus.guest@example.com')
    await widget.screen('Home').click()
    await widget.row('You have a code to use').click()
    await widget.dialog.getByRole('heading', { name: '15% off' }).waitFor()
    const code = await widget.dialog.locator('.voucher code').textContent()
    expect(await friendsOf(gwen.page)).toMatch(/Joined\s+1[\s\S]*A friend\s+Waiting for the first order/)

    await join(gus.page, shop.origin, 'Gus Goodfellow')
    await widget.launcher.click()
    await widget.row('You have a code to use').click()
    await expect.poll(() => widget.dialog.locator('.voucher code').allTextContents()).toEqual([code])
    await widget.button('Close').click()
    expect(await friendsOf(gwen.page)).toMatch(/Joined\s+1[\s\S]*Gus\s+Waiting for the first order/)
    await expectClean(gwen, gus)
  })

  it('cannot be oneself', async () => {
    const visited = await visit(browser, CLIPBOARD)
    const { page, faults } = visited
    const link = await copyLink(visited, 'Nell Narcissus')
    await page.goto(link)
    await page.waitForResponse(reply => reply.url().includes('/v1/referrals/claims'))
    await expect.poll(() => stored(page, 'visit')).toBeNull()
    const { data } = await shop.laurel.referrals.list()
    const { id } = await customerOf(shop, 'Nell Narcissus')
    expect(data.filter(({ advocateId }) => advocateId === id)).toEqual([])
    expect(faults.splice(0)).toHaveLength(1)
    await expectClean(visited)
  })
})

/** Signs in as an advocate and takes the link off the clipboard. */
async function copyLink({ page }: Visit, name: string): Promise<string> {
  const widget = widgetOf(page)
  await join(page, shop.origin, name)
  await widget.launcher.click()
  await widget.screen('Friends').click()
  await widget.dialog.getByText('Nobody has joined by your link yet.').waitFor()
  await widget.button('Copy link').click()
  await widget.button('Copied').waitFor()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\?ref=[a-z0-9]+$/)
  expect(link.startsWith(`${shop.origin}/`)).toBe(true)
  return link
}

/** @returns once the visit is remembered in that browser */
async function followLink(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await expect.poll(() => stored(page, 'visit')).toContain('vis_')
}

/** The advocate's screen of friends, read anew. */
async function friendsOf(page: Page): Promise<string> {
  const widget = widgetOf(page)
  await page.reload()
  await widget.launcher.click()
  await widget.screen('Friends').click()
  await widget.dialog.getByText(/Nobody has joined|Waiting|Ordered|Rewarded on/).waitFor()
  return widget.body.innerText()
}

const pointsOf = async (name: string) => (await customerOf(shop, name)).points.available

const stored = (page: Page, what: string) =>
  page.evaluate(name => localStorage.getItem(name), `laurel:${shop.keys.publishableKey}:${what}`)

/** A gift that arrives after the page is a new line where the lines of the friend stand: that may move them. */
async function expectClean(...visits: Visit[]): Promise<void> {
  for (const { faults, close } of visits) {
    expect(faults).toEqual([])
    await close()
  }
}
