import { setTimeout as after } from 'node:timers/promises'
import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { widgetOf } from './widget'

const SLOW_MS = 10_000

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** What the browser itself says of a request that came to nothing. */
const ofTheNetwork = (fault: string) => /^(request|error: Failed to load resource): ?net::/.test(fault)

describe('an API that is blocked', () => {
  it('is said once, and nothing else happens', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.route(`${stage.api}/v1/**`, route => route.abort('blockedbyclient'))
    const told = page.waitForEvent('console', message => message.text().startsWith('Laurel:'))
    await page.goto(`${stage.origin}/plain?early=arrays&pieces`)
    await told
    await command(page, 'identify', 'a.b.c')
    await command(page, 'open')
    await command(page, 'logout')
    await page.waitForLoadState('networkidle')
    expect(faults.filter(fault => !ofTheNetwork(fault))).toEqual([
      expect.stringMatching(/^warning: Laurel: .* does not answer/),
    ])
    expect(await shifts()).toEqual([])
    await close()
  })

  it('is said by the panel when it is blocked later, which tries again when asked', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, button, points } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await identify(page, 'bo')
    await launcher.waitFor()
    await page.waitForLoadState('networkidle')
    const block = (route: Route) => route.abort('blockedbyclient')
    await page.route(`${stage.api}/v1/**`, block)
    await command(page, 'identify', await stage.crust.tokenFor('bo'))
    await launcher.click()
    await button('Try again').waitFor()
    await page.unroute(`${stage.api}/v1/**`, block)
    await button('Try again').click()
    await points.waitFor()
    expect(await dialog.textContent()).toContain('Hello, bo')
    expect(faults.filter(fault => !ofTheNetwork(fault))).toEqual([])
    expect(await shifts()).toEqual([])
    await close()
  })
})

describe('a script that is blocked', () => {
  it('leaves the page as it is', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.route(`${stage.api}/**`, route => route.abort('blockedbyclient'))
    await page.goto(`${stage.origin}/plain?early=arrays&pieces`)
    await page.waitForLoadState('networkidle')
    expect(faults.filter(fault => !ofTheNetwork(fault))).toEqual([])
    expect(await widgetOf(page).host.count()).toBe(0)
    expect(await shifts()).toEqual([])
    await close()
  })
})

describe('an API that takes ten seconds', { concurrent: true }, () => {
  it('is waited for, with the page as it was', async ({ expect }) => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, points, button } = widgetOf(page)
    await page.route(`${stage.api}/v1/**`, slowly)
    await page.goto(`${stage.origin}/plain?pieces`)
    await identify(page, 'sloan')
    expect(await launcher.count()).toBe(0)
    await page.locator('[name=notes]').fill('Meanwhile')
    await command(page, 'open')
    await dialog.locator('.skeleton').waitFor()
    await button('Close').click()
    await launcher.click()
    await points.waitFor()
    expect(await page.locator('[name=notes]').inputValue()).toBe('Meanwhile')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('draws a spin once, and shows it', async ({ expect }) => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, screen, spin, result, code } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await identify(page, 'sly')
    await launcher.click()
    await screen('Spin').click()
    await spin.waitFor()
    let asked = 0
    await page.route(`${stage.api}/v1/me/spins?*`, route => {
      if (route.request().method() === 'POST') asked++
      return slowly(route)
    })
    await spin.click()
    await result.waitFor()
    expect(await code.textContent()).toContain('CRU-')
    expect(asked).toBe(1)
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

/** The server has done it at once; only the answer is late. */
async function slowly(route: Route): Promise<void> {
  const late = after(SLOW_MS)
  const response = await route.fetch()
  await late
  await route.fulfill({ response }).catch(() => {})
}
