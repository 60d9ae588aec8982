import type { Browser, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SpinResult } from '../../sdk/contract'
import { openBrowser, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { addToBasket, follow, join, pay } from './shop'
import { widgetOf } from './widget'

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

describe('a spin that was drawn', () => {
  it('is shown after a reload that came before its reply', async () => {
    const { page, faults, close } = await visit(browser)
    await openWheel(page, 'Rhea Load')
    const drawn = await drawnBut(page, async () => {})
    const widget = widgetOf(page)
    await widget.spin.click()
    const won = await drawn()
    await page.reload()
    await widget.launcher.click()
    await widget.result.waitFor()
    expect(await widget.code.textContent()).toBe(won.code?.code)
    expect(await spinsOf('Rhea Load')).toBe(1)

    await page.reload()
    await widget.launcher.click()
    await widget.points.waitFor()
    expect(await widget.result.count()).toBe(0)
    expect(faults).toEqual([])
    await close()
  })

  it('is shown though the connection was cut under its reply', async () => {
    const { page, faults, close } = await visit(browser)
    await openWheel(page, 'Connie Cut')
    const drawn = await drawnBut(page, route => route.abort('connectionreset'))
    const widget = widgetOf(page)
    await widget.spin.click()
    const won = await drawn()
    await widget.result.waitFor()
    expect(await widget.code.textContent()).toBe(won.code?.code)
    expect(await spinsOf('Connie Cut')).toBe(1)
    expect(faults.filter(fault => !fault.includes('net::ERR_CONNECTION_RESET'))).toEqual([])
    await close()
  })

  it('is one outcome in two tabs, and the other says so', async () => {
    const { page, faults, openTab, close } = await visit(browser)
    await openWheel(page, 'Twyla Tabs')
    const other = await openTab()
    await other.goto(shop.origin)
    await showWheel(other)
    await widgetOf(page).spin.click()
    await widgetOf(page).result.waitFor()
    await widgetOf(other).spin.click()
    await widgetOf(other).dialog.locator('p.bad').waitFor()
    expect(await widgetOf(other).dialog.locator('p.bad').textContent()).toMatch(/elsewhere|no spins left/)
    expect(await widgetOf(other).result.count()).toBe(0)
    expect(await spinsOf('Twyla Tabs')).toBe(1)
    expect(faults.filter(fault => !fault.includes('status of 409'))).toEqual([])
    await close()
  })
})

describe('a logout', () => {
  it('leaves nothing of the shopper in the widget or in storage', async () => {
    const { page, faults, close } = await visit(browser)
    await openWheel(page, 'Lois Logout')
    const drawn = await drawnBut(page, async () => {})
    const widget = widgetOf(page)
    await widget.spin.click()
    await drawn()
    expect(await page.evaluate(stored)).not.toEqual([])
    await widget.button('Close').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Small things for a well-kept house.' }).waitFor()
    await widget.launcher.click()
    await widget.dialog.getByText('Sign in to see your points').waitFor()
    expect(await widget.host.evaluate(host => host.shadowRoot?.textContent)).not.toMatch(/Lois|FIG-/)
    expect(await page.evaluate(stored)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})

describe('without Laurel', () => {
  it('says in one line that it does not answer, and shows nothing', async () => {
    const { page, faults, close } = await visit(browser)
    await page.route(`${shop.api}/v1/**`, route => route.abort())
    const told = page.waitForEvent('console', message => message.text().startsWith('Laurel:'))
    await page.goto(shop.origin)
    await told
    await page.getByRole('button', { name: /^Add Regency/ }).click()
    await page.getByText('Regency cakestand, three tiers is in your basket.').waitFor()
    expect(await widgetOf(page).host.count()).toBe(0)
    expect(faults.filter(fault => fault.startsWith('warning:'))).toHaveLength(1)
    expect(faults.filter(fault => fault.startsWith('script:'))).toEqual([])
    await close()
  })

  it('sells as before', async () => {
    const alone = await openShop()
    await alone.stopApi()
    const { page, faults, shifts, close } = await visit(browser)
    await join(page, alone.origin, 'Al Lone')
    await page.getByRole('button', { name: 'Open the Fig Tree' }).click()
    await addToBasket(page, 'Regency cakestand, three tiers')
    await pay(page)
    await page.getByText('Your points for this order will be there in a moment.').waitFor()
    await follow(page, 'Account')
    expect(await widgetOf(page).host.count()).toBe(0)
    expect(faults).toEqual([
      `request: net::ERR_CONNECTION_REFUSED ${alone.api}/widget/v1/laurel.js`,
      `error: Failed to load resource: net::ERR_CONNECTION_REFUSED ${alone.api}/widget/v1/laurel.js`,
    ])
    expect(await shifts()).toEqual([])
    await close()
    await alone.close()
  })
})

async function openWheel(page: Page, name: string): Promise<void> {
  await join(page, shop.origin, name)
  await showWheel(page)
}

async function showWheel(page: Page): Promise<void> {
  const widget = widgetOf(page)
  await widget.launcher.click()
  await widget.screen('Spin').click()
  await widget.spin.waitFor()
}

/** Lets the next spin be drawn, but not its reply arrive. @returns what was drawn, once it is */
async function drawnBut(
  page: Page,
  instead: (route: Route) => Promise<void>,
): Promise<() => Promise<SpinResult>> {
  const drawn: Promise<SpinResult>[] = []
  const catchReply = async (route: Route) => {
    const reply = route.fetch().then(response => response.json() as Promise<SpinResult>)
    drawn.push(reply)
    await reply
    await instead(route)
  }
  await page.route('**/v1/me/spins?*', catchReply, { times: 1 })
  return async () => {
    await expect.poll(() => drawn.length).toBe(1)
    return drawn[0] as Promise<SpinResult>
  }
}

/** How often the server has drawn for them. */
async function spinsOf(name: string): Promise<number> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`
  const { data } = await shop.laurel.customers.list({ email })
  const { data: lines } = await shop.laurel.customers.journal(data[0]?.id ?? '')
  return lines.filter(({ kind }) => kind === 'spin').length
}

function stored(): string[] {
  return [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
}
