import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit, visit } from './browser'
import { customerOf } from './customers'
import { hasFocus, listen } from './keys'
import { openShop, type Shop } from './servers'
import { addToBasket, follow, join, pay } from './shop'
import { widgetOf } from './widget'

const WELCOME = 50

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the catalogue', () => {
  it('sells a code that the checkout takes', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    await openRewards(page, 'Rita Redeemer', 550)
    await widget.row('£5 off').click()
    expect(await hasFocus(widget.button('Buy now'))).toBe(true)
    const heard = await listen(widget.live)
    await widget.button('Buy now').click()
    await widget.button('Copy code').waitFor()
    await expect.poll(() => hasFocus(widget.button('Copy code'))).toBe(true)
    expect(await heard()).toEqual(['Yours: £5 off'])
    const code = (await widget.dialog.locator('.voucher code').textContent()) ?? ''
    expect((await customerOf(shop, 'Rita Redeemer')).points.available).toBe(100)
    await widget.button('Close').first().click()

    await addToBasket(page, 'Regency cakestand, three tiers')
    await typeCode(page, code)
    await page.getByText('−£5.00').waitFor()
    await pay(page)
    await page.getByText('−£5.00').waitFor()
    await widget.launcher.click()
    await widget.screen('Rewards').click()
    await widget.dialog.getByText('Bought before').waitFor()
    await expect.poll(() => widget.button('Give back').count()).toBe(0)
    await expectClean(visited)
  })

  it('takes an unused code back for its points, once', async () => {
    const visited = await visit(browser)
    const { page, faults } = visited
    const widget = widgetOf(page)
    await openRewards(page, 'Rhoda Returner', 550)
    await widget.row('£5 off').click()
    await widget.button('Buy now').click()
    const code = (await widget.dialog.locator('.voucher code').textContent()) ?? ''
    await widget.button('Give back').click()
    await widget.dialog.getByText('Give it back for 500 points?').waitFor()
    const heard = await listen(widget.live)
    await widget.button('Give back').click()
    await widget.body.getByText('Given back: 500 points').waitFor()
    expect(await heard()).toEqual(['Given back: 500 points'])
    expect(await widget.dialog.locator('.voucher').evaluate(({ inert }: HTMLElement) => inert)).toBe(true)
    expect(await widget.button('Give back').count()).toBe(0)
    await widget.body.getByText(`Your points${WELCOME + 550}`).waitFor()
    await widget.row('Codes').click()
    await widget.dialog.getByText(`${code} · Withdrawn`).waitFor()
    await widget.button('Close').click()

    await addToBasket(page, 'Regency cakestand, three tiers')
    await typeCode(page, code)
    await page.getByText('This code has been withdrawn.').waitFor()
    expect(faults.splice(0)).toHaveLength(1)
    expect(await moved('Rhoda Returner')).toEqual({ redemption: -500, return: 500 })
    await expectClean(visited)
  })

  it('says how many points are missing, and sells nothing', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const { dialog } = widgetOf(page)
    await openRewards(page, 'Pia Poor', 0)
    const item = dialog.locator('li', { hasText: '£5 off' }).first()
    await item.getByText('450 points to go').waitFor()
    expect(await item.getByRole('progressbar').getAttribute('value')).toBe('50')
    expect(await item.getByRole('button').count()).toBe(0)
    await dialog.getByText('For Tree and Orchard').waitFor()
    await expectClean(visited)
  })

  it('gives what the shopper chooses, in money', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    await openRewards(page, 'Gina Giver', 550)
    await widget.row('Give to the hedgehog hospital').click()
    const amount = widget.dialog.getByRole('slider', { name: 'points' })
    await amount.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await widget.dialog.getByText('£3 to The hedgehog hospital for 300 points?').waitFor()
    await widget.button('Buy now').click()
    await widget.dialog.getByText('Thank you for giving.').waitFor()
    expect((await customerOf(shop, 'Gina Giver')).points.available).toBe(WELCOME + 550 - 300)
    await expectClean(visited)
  })
})

/** Somebody new with so many points beside the welcome stands before the catalogue. */
async function openRewards(page: Page, name: string, points: number): Promise<void> {
  const widget = widgetOf(page)
  await join(page, shop.origin, name)
  if (points) {
    const { id } = await customerOf(shop, name)
    await shop.laurel.customers.adjust(id, { points, reason: 'For the test' })
    await page.reload()
  }
  await widget.launcher.click()
  await widget.screen('Rewards').click()
  await widget.dialog.getByText('£5 off').first().waitFor()
}

async function typeCode(page: Page, code: string): Promise<void> {
  await follow(page, 'Basket')
  await page.getByLabel('Reward code').fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
}

/** Points by what was done with them; a return gives each lot its own. */
async function moved(name: string): Promise<Record<string, number>> {
  const { id } = await customerOf(shop, name)
  const { data } = await shop.laurel.customers.journal(id)
  const sumOf = (wanted: string) =>
    data.filter(({ kind }) => kind === wanted).reduce((sum, { points }) => sum + points, 0)
  return { redemption: sumOf('redemption'), return: sumOf('return') }
}

async function expectClean({ faults, shifts, close }: Visit): Promise<void> {
  expect(await shifts()).toEqual([])
  expect(faults).toEqual([])
  await close()
}
