import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

describe('beside RequireJS', () => {
  it('is no module of the page, and its modules still load', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/require`)
    await widgetOf(page).launcher.click()
    await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
    await page.locator('#module').getByText('Modules work').waitFor()
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('a script that is there twice', () => {
  it('is one widget and one line', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/twice`)
    await widgetOf(page).launcher.click()
    await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
    await expect.poll(() => faults.length).toBe(1)
    expect(faults[0]).toMatch(/^warning: Laurel: loaded already/)
    expect(await widgetOf(page).host.count()).toBe(1)
    expect(await shifts()).toEqual([])
    await close()
  })
})

describe('what the page says before the script is there', () => {
  it.each(['arrays', 'arguments'])('is done once, from a queue of %s', async queue => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const asked: string[] = []
    page.on('request', request => {
      if (request.url().includes('/token/')) asked.push(new URL(request.url()).search)
    })
    await page.goto(`${stage.origin}/plain?early=${queue}`)
    await widgetOf(page).points.waitFor()
    expect(await widgetOf(page).dialog.textContent()).toContain('Hello, erla')
    expect(asked).toEqual(['?who=erla'])
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    await expect.poll(async () => (await heard()).sort()).toEqual(['open', 'ready'])
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('markup named like what a script looks for', () => {
  it('does not lead it to code from elsewhere', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const asked: string[] = []
    page.on('request', request => {
      if (['script', 'fetch'].includes(request.resourceType())) asked.push(new URL(request.url()).origin)
    })
    await page.goto(`${stage.origin}/clobbered`)
    await widgetOf(page).launcher.click()
    await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
    expect(asked.filter(origin => origin !== stage.api)).toEqual([])
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('shortcuts of the page', () => {
  it('do not fire while the shopper types in the widget', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, button } = widgetOf(page)
    await page.goto(`${stage.origin}/shortcuts`)
    await identify(page, 'kay')
    await launcher.click()
    await button('Feedback').click()
    const words = dialog.getByRole('textbox')
    await words.pressSequentially('s/k')
    expect(await words.inputValue()).toBe('s/k')
    expect(await page.locator('#pressed').textContent()).toBe('')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('after destroy', () => {
  it('nothing is left', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/plain`)
    await widgetOf(page).launcher.click()
    await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
    await command(page, 'destroy')
    expect(await widgetOf(page).host.count()).toBe(0)
    expect(await page.evaluate(() => 'laurel' in window && typeof window.laurel)).toBe('undefined')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})
