import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PHONE, visit } from './browser'
import { command, identify, openStage, type Stage } from './hostile/stage'
import { hasFocus } from './keys'
import { widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** Three ways to keep the shopper in a dialog of the page, each with a field that has focus then. */
const MODALS = [
  { kind: 'a native dialog', theme: 'plain', field: '#in-dialog', show: showNative },
  { kind: 'a modal of Bootstrap', theme: 'bootstrap', field: '#in-modal', show: showBootstrap },
  { kind: 'a trap for focus', theme: 'plain', field: '#in-trap', show: showTrap },
]

describe.each(MODALS)('with $kind open', ({ theme, field, show }) => {
  it('a panel that the shopper opens from it is above it, and gives focus back', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { dialog, button, points } = widgetOf(page)
    await page.goto(`${stage.origin}/${theme}`)
    await identify(page, 'mo')
    await widgetOf(page).launcher.waitFor()
    await page.evaluate(show)
    const held = page.locator(field)
    await held.focus()
    await command(page, 'open')
    await points.waitFor()
    expect(await dialog.evaluate(each => each.matches(':modal:focus-within, :modal:focus'))).toBe(true)
    await button('Feedback').click()
    await dialog.getByRole('textbox').pressSequentially('Hello')
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Hello')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await hasFocus(held)).toBe(true)
    await page.keyboard.type('Mo')
    expect(await held.inputValue()).toBe('Mo')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('a panel that was open before does not fight for focus', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, points, button } = widgetOf(page)
    await page.goto(`${stage.origin}/${theme}`)
    await identify(page, 'ma')
    await launcher.click()
    await points.waitFor()
    await page.evaluate(show)
    const held = page.locator(field)
    await held.focus()
    await page.keyboard.type('Ma')
    for (let stop = 0; stop < 6; stop++) await page.keyboard.press('Tab')
    expect(await dialog.evaluate(each => each.matches(':modal'))).toBe(false)
    expect(await held.inputValue()).toBe('Ma')
    await page.evaluate(hideAll)
    await button('Feedback').click()
    await dialog.getByRole('textbox').pressSequentially('Hello')
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Hello')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('with a trap for focus that came later', () => {
  it('a press in the panel is taken for what it is', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, button, points } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await identify(page, 'mi')
    await launcher.click()
    await points.waitFor()
    await button('Feedback').click()
    await page.evaluate(showTrap)
    await dialog.getByRole('textbox').click()
    await page.keyboard.type('Hello')
    expect(await dialog.getByRole('textbox').inputValue()).toBe('Hello')
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

describe('on a phone', () => {
  it('the sheet over a native dialog closes alone', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser, { viewport: PHONE })
    const { dialog, points } = widgetOf(page)
    await page.goto(`${stage.origin}/plain`)
    await identify(page, 'mu')
    await widgetOf(page).launcher.waitFor()
    await page.evaluate(showNative)
    await command(page, 'open')
    await points.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await page.locator('#sizes').evaluate(each => each.matches(':modal'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.locator('#sizes').waitFor({ state: 'hidden' })
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

/* These run in the page. */

function showNative(): void {
  document.querySelector<HTMLDialogElement>('#sizes')?.showModal()
}

function showBootstrap(): Promise<void> {
  const { bootstrap } = window as unknown as { bootstrap: { Modal: new (of: string) => { show(): void } } }
  const modal = document.querySelector('#newsletter')
  const shown = new Promise<void>(resolve =>
    modal?.addEventListener('shown.bs.modal', () => resolve(), { once: true }),
  )
  new bootstrap.Modal('#newsletter').show()
  return shown
}

/** As the well-known libraries do it: focus that goes elsewhere is fetched back, and Tab goes around. */
function showTrap(): void {
  const box = document.createElement('div')
  const field = document.createElement('input')
  const life = new AbortController()
  const { signal } = life
  const keep = (event: FocusEvent) => {
    if (box.contains(event.target as Node)) return
    event.stopImmediatePropagation()
    field.focus()
  }
  field.id = 'in-trap'
  box.id = 'trap'
  box.setAttribute('role', 'dialog')
  box.setAttribute('aria-label', 'Newsletter')
  box.append(field)
  box.addEventListener('remove', () => life.abort())
  document.body.append(box)
  document.addEventListener('focusin', keep, { capture: true, signal })
  document.addEventListener(
    'keydown',
    event => {
      if (event.key !== 'Tab' || !box.contains(event.target as Node)) return
      event.preventDefault()
      field.focus()
    },
    { capture: true, signal },
  )
  field.focus()
}

function hideAll(): void {
  const trap = document.querySelector('#trap')
  trap?.dispatchEvent(new Event('remove'))
  trap?.remove()
  document.querySelector<HTMLDialogElement>('#sizes')?.close()
  document.querySelector<HTMLElement>('[data-bs-dismiss]')?.click()
}
