import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit, visit } from './browser'
import { customerOf } from './customers'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { join } from './shop'
import { fillDoor, joinAsGuest, widgetOf } from './widget'

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

describe('a visitor', () => {
  it('joins with an address, spins once, signs in, and keeps what they won, once', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    await page.goto(shop.origin)
    await joinAsGuest(page, 'gale@example.com')
    await widget.button('Spin for free').click()
    await widget.result.waitFor()
    const code = (await widget.code.textContent()) ?? ''
    expect(code).toMatch(/^FIG-/)
    expect(await widget.button('Spin for free').count()).toBe(0)

    await page.reload()
    await widget.launcher.click()
    await widget.screen('Spin').click()
    await widget.dialog.getByText('You have no spins left.').waitFor()
    expect(await widget.spin.count()).toBe(0)
    await widget.screen('Rewards').click()
    await widget.body.getByText('Sign in to spend your points.').waitFor()
    await page.waitForLoadState('networkidle')
    expect(await widget.body.getByText('Bought before').count()).toBe(0)
    const guest = await guestOf('gale@example.com')
    expect(await consentsOf(guest.id)).toEqual(['marketing false', 'terms true'])

    await join(page, shop.origin, 'Gale Guest')
    await expect.poll(() => stored(page)).toBeNull()
    await widget.launcher.click()
    await widget.row('You have a code to use').click()
    await expect.poll(() => widget.dialog.locator('.voucher code').allTextContents()).toEqual([code])
    await widget.screen('Spin').click()
    await widget.dialog.getByText(/^Your next free spin: /).waitFor()
    expect(await widget.spin.count()).toBe(0)

    await page.reload()
    await widget.launcher.click()
    await widget.points.waitFor()
    const { id, points } = await customerOf(shop, 'Gale Guest')
    const { data } = await shop.laurel.customers.journal(id)
    expect(data.filter(({ kind }) => kind === 'merge')).toHaveLength(1)
    expect(await widget.points.textContent()).toBe(`${points.available}`)
    expect(await shop.laurel.customers.mergeGuest(id, guest.id)).toMatchObject({ merged: false })
    await expectClean(visited)
  })

  it('is told when somebody has joined with the address before', async () => {
    const [first, second] = [await visit(browser), await visit(browser)]
    await first.page.goto(shop.origin)
    await joinAsGuest(first.page, 'twice@example.com')
    const { page, faults } = second
    const widget = widgetOf(page)
    await page.goto(shop.origin)
    await widget.launcher.click()
    await widget.button('Join').click()
    await fillDoor(page, 'Twice@Example.com')
    await widget.body.getByText('Somebody has joined with this address already.').waitFor()
    expect(await widget.dialog.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true')
    expect(await stored(page)).toBeNull()
    await widget.dialog.locator('form').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Who is shopping?' }).waitFor()
    expect(faults.splice(0)).toHaveLength(1)
    await expectClean(first)
    await expectClean(second)
  })

  it('needs no newsletter, and nothing is ticked', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    await page.goto(shop.origin)
    await widget.launcher.click()
    await widget.button('Join').click()
    await widget.dialog.getByLabel('E-mail address').fill('nola@example.com')
    for (const box of await widget.dialog.getByRole('checkbox').all())
      expect(await box.isChecked()).toBe(false)
    expect(await widget.dialog.getByRole('checkbox').count()).toBe(2)
    await widget.dialog.locator('form').getByRole('button', { name: 'Join' }).click()
    expect(await stored(page)).toBeNull()
    await fillDoor(page, 'nola@example.com')
    await widget.spin.waitFor()
    expect(await consentsOf((await guestOf('nola@example.com')).id)).toEqual([
      'marketing false',
      'terms true',
    ])
    await expectClean(visited)
  })
})

async function guestOf(email: string) {
  const { data } = await shop.laurel.customers.list({ email })
  const guest = data.find(({ kind }) => kind === 'guest')
  if (!guest) throw new Error(`nobody has joined as ${email}`)
  return guest
}

async function consentsOf(id: string): Promise<string[]> {
  const { consents } = await shop.laurel.customers.exportData(id)
  return consents.map(({ kind, granted }) => `${kind} ${Boolean(granted)}`).sort()
}

/** The session of a guest in that browser. */
const stored = (page: Page) =>
  page.evaluate(key => localStorage.getItem(`laurel:${key}:guest`), shop.keys.publishableKey)

async function expectClean({ faults, shifts, close }: Visit): Promise<void> {
  expect(await shifts()).toEqual([])
  expect(faults).toEqual([])
  await close()
}
