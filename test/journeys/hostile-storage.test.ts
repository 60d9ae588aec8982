import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { fillDoor, widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

describe.each([
  { kind: 'blocked', spoil: blockStorage },
  { kind: 'full', spoil: fillStorage },
])('with storage that is $kind', ({ kind, spoil }) => {
  it('a shopper spins and leaves, a visitor joins and spins', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, spin, result, screen, button, points } = widgetOf(page)
    await page.addInitScript(spoil)
    await page.goto(`${stage.origin}/plain`)
    await identify(page, `stor-${kind}`)
    await launcher.click()
    await points.waitFor()
    await screen('Spin').click()
    await spin.click()
    await result.waitFor()
    await command(page, 'logout')
    await dialog.getByText('Sign in to see your points').waitFor()
    expect(await dialog.textContent()).not.toContain('CRU-')
    await button('Join').click()
    await fillDoor(page, `${kind}@example.com`)
    await spin.click()
    await result.waitFor()
    expect(faults).toEqual([])
    expect(await shifts()).toEqual([])
    await close()
  })
})

/** Runs before the page's scripts: what a browser says that lets no site keep anything. */
function blockStorage(): void {
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError')
      },
    })
}

/** Runs before the page's scripts: others have left no room. */
function fillStorage(): void {
  Storage.prototype.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
}
