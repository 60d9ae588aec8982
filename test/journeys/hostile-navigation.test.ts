import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { nameOf } from './hostile/merchant'
import { command, identify, openStage, type Stage, signIn } from './hostile/stage'
import { readAll } from './hostile/traces'
import { fillDoor, widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage(openBrowser([], ['--disable-back-forward-cache']))
})
afterAll(() => stage?.close())

describe('a page that comes back from the cache', () => {
  it('is taken back by the browser, with a widget that works', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, points, spin, result, screen, button } = widgetOf(page)
    await page.goto(`${stage.origin}/plain?pieces`)
    await identify(page, 'bea')
    await launcher.click()
    await points.waitFor()
    await awayAndBack(page)
    await points.waitFor()
    await screen('Spin').click()
    await spin.click()
    await result.waitFor()
    await button('Close').click()
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('shows who is signed in by now, and nothing of who was', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, points } = widgetOf(page)
    await page.goto(`${stage.origin}/plain?pieces`)
    await signIn(page, 'cara')
    await identify(page)
    await launcher.click()
    await points.waitFor()
    await awayAndBack(page, () => signIn(page, 'dan'))
    await expect.poll(() => dialog.locator('.hero').textContent()).toContain(nameOf('dan'))
    expect(await readAll(page)).not.toContain(nameOf('cara'))
    await awayAndBack(page, () => signIn(page, ''))
    await dialog.getByText('Sign in to see your points').waitFor()
    expect(await readAll(page)).not.toContain(nameOf('dan'))
    expect(faults.filter(fault => !fault.includes('/token/'))).toEqual([])
    expect(await shifts()).toEqual([])
    await close()
  })

  it('forgets a guest who has left on another page', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, button, spin, result } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await launcher.click()
    await button('Join').click()
    await fillDoor(page, 'gus@example.com')
    await spin.click()
    await result.waitFor()
    await awayAndBack(page, async () => {
      await page.goto(`${stage.origin}/small-root`)
      await launcher.waitFor()
      await command(page, 'logout')
    })
    await dialog.getByText('Sign in to see your points').waitFor()
    expect(await readAll(page)).not.toContain('CRU-')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('a page that swaps its body', () => {
  it('keeps the widget as it is, and its elements are drawn anew', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, points, screen, spin, result, host } = widgetOf(page)
    await page.goto(`${stage.origin}/plain?pieces`)
    await identify(page, 'swen')
    await launcher.click()
    await points.waitFor()
    await screen('Spin').click()
    await spin.waitFor()
    const before = await host.elementHandle()
    await page.evaluate(swapBody)
    await page.locator('#swapped laurel-points').getByText('300 points').waitFor()
    expect(await host.evaluate((now, was) => now === was, before)).toBe(true)
    await spin.click()
    await result.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.evaluate(swapBody)
    await launcher.click()
    await result.waitFor()
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

/** As a router does that fetches the next page and takes its body: runs in the page. */
function swapBody(): void {
  const body = document.createElement('body')
  const main = document.createElement('main')
  const heading = document.createElement('h1')
  main.id = 'swapped'
  heading.textContent = 'Another page'
  main.append(heading, document.createElement('laurel-points'))
  body.append(main)
  document.body.replaceWith(body)
  history.pushState({}, '', '/plain?another')
}

/** To another page of the shop, and back by the browser's own button: to the very document that was left. */
async function awayAndBack(page: Page, there = async () => {}): Promise<void> {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }), { once: true })
  })
  await page.goto(`${stage.origin}/plain?without`)
  const length = await page.evaluate(() => history.length)
  await there()
  await page.evaluate(steps => history.go(-steps), 1 + (await page.evaluate(() => history.length)) - length)
  await page.waitForFunction(() => 'persisted' in window)
  expect(await page.evaluate(() => Reflect.get(window, 'persisted'))).toBe(true)
  await page.evaluate(() => Reflect.deleteProperty(window, 'persisted'))
}
