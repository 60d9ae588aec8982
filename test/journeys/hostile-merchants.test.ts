import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { type Merchant, nameOf } from './hostile/merchant'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { readAll, readHeap, storedNames, subjectOf, tokensTo } from './hostile/traces'
import { fillDoor, widgetOf } from './widget'

let stage: Stage
let crumb: Merchant
beforeAll(async () => {
  stage = await openStage()
  crumb = await stage.admit('Crumb', 'CRB')
})
afterAll(() => stage?.close())

describe('the scripts of two merchants', () => {
  it('are the widget of whichever comes first, and one line', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const keys = keysTo(page)
    await page.goto(`${stage.origin}/rivals`)
    await widgetOf(page).launcher.click()
    await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
    await expect.poll(() => faults).toEqual([expect.stringMatching(/^warning: Laurel: loaded already/)])
    expect(await widgetOf(page).host.count()).toBe(1)
    expect(keys.size).toBe(1)
    const shown = keys.has(crumb.publishableKey) ? 'Crumb' : 'Crust'
    expect(await widgetOf(page).launcher.textContent()).toBe(shown)
    expect(await shifts()).toEqual([])
    await close()
  })
})

describe('a merchant who comes after another', () => {
  it('learns nothing of their shopper', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, points, screen, spin, result, code } = widgetOf(page)
    await page.goto(`${stage.origin}/plain?pieces`)
    await identify(page, 'tess')
    await launcher.click()
    await points.waitFor()
    await screen('Spin').click()
    await spin.click()
    await result.waitFor()
    const traces = [nameOf('tess'), (await code.textContent()) ?? '']
    await command(page, 'destroy')
    const keys = keysTo(page)
    const sent = tokensTo(page, stage.api)
    await load(page, crumb)
    await identify(page, 'theo', 1)
    await launcher.click()
    await expect.poll(() => dialog.locator('.hero').textContent()).toContain(nameOf('theo'))
    await page.locator('laurel-points').getByText('300 points').waitFor()
    const text = await readAll(page)
    const heap = await readHeap(page)
    expect(traces.filter(trace => text.includes(trace) || heap.includes(trace))).toEqual([])
    expect([...keys]).toEqual([crumb.publishableKey])
    expect(new Set(sent.map(subjectOf))).toEqual(new Set(['theo']))
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('has other guests, and forgets none but their own', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, button, row, spin, result } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await launcher.click()
    await button('Join').click()
    await fillDoor(page, 'gwen@example.com')
    await spin.click()
    await result.waitFor()
    const kept = await storedNames(page)
    await page.goto(`${stage.origin}/plain?merchant=1`)
    await launcher.click()
    await dialog.getByText('Sign in to see your points').waitFor()
    expect(await dialog.textContent()).not.toContain('CRU-')
    await command(page, 'logout')
    expect(await storedNames(page)).toEqual(expect.arrayContaining(kept.filter(isOfCrust)))
    await page.goto(`${stage.origin}/plain`)
    await launcher.click()
    await row('You have a code to use').click()
    await dialog.getByText(/^CRU-/).waitFor()
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('two merchants in frames of one page', () => {
  it('serve the same visitor side by side, and mix nothing', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/frames?without`)
    const frames = [0, 1].map(at => page.frameLocator('iframe').nth(at))
    for (const frame of frames) {
      const { launcher, button, spin, result } = widgetOf(frame)
      await launcher.click()
      await button('Join').click()
      await fillDoor(frame, 'finn@example.com')
      await spin.click()
      await result.waitFor()
    }
    const codes = await Promise.all(frames.map(frame => widgetOf(frame).code.textContent()))
    expect(codes).toEqual([expect.stringMatching(/^CRU-/), expect.stringMatching(/^CRB-/)])
    for (const key of [stage.crust.publishableKey, crumb.publishableKey])
      expect(await storedNames(page)).toContain(`laurel:${key}:guest`)
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

const isOfCrust = (name: string) => name.startsWith(`laurel:${stage.crust.publishableKey}`)

/** The keys of merchants that are asked for from now on. */
function keysTo(page: Page): Set<string> {
  const keys = new Set<string>()
  page.on('request', request => {
    const { origin, searchParams } = new URL(request.url())
    const key = searchParams.get('key')
    if (origin === stage.api && key) keys.add(key)
  })
  return keys
}

/** The page adds the script of another merchant. */
const load = (page: Page, { publishableKey }: Merchant): Promise<void> =>
  page.evaluate(
    ([src, key]) =>
      new Promise<void>((resolve, reject) => {
        const script = Object.assign(document.createElement('script'), { src, onerror: reject })
        script.onload = () => resolve()
        script.dataset.key = key
        document.head.append(script)
      }),
    [`${stage.api}/widget/v1/laurel.js`, publishableKey] as const,
  )
