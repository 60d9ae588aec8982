import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type Visit, visit } from './browser'
import { customerOf, passDays } from './customers'
import { hasFocus, listen } from './keys'
import { openShop, type Shop } from './servers'
import { addToBasket, join, pay } from './shop'
import { widgetOf } from './widget'

const [WELCOME, A_DAY] = [50, 2]

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('the daily check-in', () => {
  it('pays once a day, and says when it does again', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    const points = async () => (await customerOf(shop, 'Chip Checkin')).points.available
    const openMissions = async () => {
      await widget.launcher.click()
      await widget.row('Three orders this quarter').click()
    }
    await join(page, shop.origin, 'Chip Checkin')
    await openMissions()
    await widget.button('Check in').waitFor()
    const heard = await listen(widget.live)
    await widget.button('Check in').click()
    await widget.button('Done for today').waitFor()
    expect(await hasFocus(widget.button('Done for today'))).toBe(true)
    expect(await heard()).toEqual(['You are checked in. 2 points'])
    await widget.dialog.getByText(/^Next on \d/).waitFor()
    await widget.dialog.locator('li', { hasText: 'Seven days running' }).getByText('1 of 7').waitFor()
    await widget.button('Done for today').press('Enter')
    expect(await points()).toBe(WELCOME + A_DAY)

    await page.reload()
    await openMissions()
    await widget.button('Done for today').press('Enter')
    expect(await points()).toBe(WELCOME + A_DAY)

    await passDays(shop, 1)
    await page.reload()
    await openMissions()
    await widget.button('Check in').click()
    await widget.dialog.locator('li', { hasText: 'Seven days running' }).getByText('2 of 7').waitFor()
    expect(await points()).toBe(WELCOME + 2 * A_DAY)
    await expectClean(visited)
  })
})

describe('a mission', () => {
  it('counts orders, pays at the third, and leaves a badge', async () => {
    const visited = await visit(browser)
    const { page } = visited
    const widget = widgetOf(page)
    const mission = widget.dialog.locator('li', { hasText: 'Three orders this quarter' })
    const badges = widget.dialog.locator('.badges')
    const bonuses = async () => {
      const { id } = await customerOf(shop, 'Mitch Mission')
      const { data } = await shop.laurel.customers.journal(id)
      return data.filter(({ kind }) => kind === 'goal').map(({ points, note }) => [points, note.name])
    }
    await join(page, shop.origin, 'Mitch Mission')
    for (const done of [1, 2, 3]) {
      await addToBasket(page, 'Regency cakestand, three tiers')
      await pay(page)
      expect(await bonuses()).toEqual(done < 3 ? [] : [[150, 'Three orders this quarter']])
      await widget.launcher.click()
      await widget.screen('Home').click()
      await widget.row(done < 3 ? 'Three orders this quarter' : 'First review').click()
      await mission.getByText(done < 3 ? `${done} of 3` : 'Done').waitFor()
      expect(await badges.count()).toBe(done < 3 ? 0 : 1)
      await widget.button('Close').click()
    }
    await widget.launcher.click()
    expect(await badges.innerText()).toBe('Three orders this quarter')
    const { points } = await customerOf(shop, 'Mitch Mission')
    expect(points.available).toBe(WELCOME + 100 + 3 * 2 * 12 + 150)
    await expectClean(visited)
  })
})

async function expectClean({ faults, shifts, close }: Visit): Promise<void> {
  expect(await shifts()).toEqual([])
  expect(faults).toEqual([])
  await close()
}
