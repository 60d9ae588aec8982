import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { fillDoor, widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage(openBrowser([], ['--disable-back-forward-cache']))
})
afterAll(() => stage?.close())

describe('a page that comes back from the cache', () => {
  it('is taken back, with a widget that works', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, points, spin, result, screen, button } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
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
})

/** To another page of the shop, and back by the browser's own button. */
async function awayAndBack(page: Page, there = async () => {}): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { mark: 'the same document' })
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
  })
  await page.goto(`${stage.origin}/plain?without`)
  await there()
  await page.evaluate(() => history.back())
  await page
    .waitForFunction(() => 'persisted' in window)
    .catch(async () =>
      console.log(await page.evaluate(() => JSON.stringify(performance.getEntriesByType('navigation')))),
    )
  expect(await page.evaluate(() => (window as unknown as { persisted: boolean }).persisted)).toBe(true)
}
