import { mkdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, PHONE, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { follow, join, speak } from './shop'
import { widgetOf } from './widget'

/** Where pictures of every face go, if anywhere. */
const SHOTS = process.env.LAUREL_SHOTS
const WON = /^You won: (Five pounds off|A fiver off)$/
/** A page of the shop that does not move by itself while it loads. */
const QUIET = '/products/bread-bin-ivory'
const MOVING: BrowserContextOptions = { reducedMotion: 'no-preference' }

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  const { program } = await shop.laurel.program.get()
  await shop.laurel.program.put({ ...program, prompts: { perPage: 0 } })
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

const wear = (face: 'scratch' | 'gift') => shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, face })

describe('a scratch card', () => {
  it('is scratched by keyboard, and says once what was under it', async () => {
    await wear('scratch')
    const { page, faults, shifts, close } = await visit(browser, MOVING)
    const widget = await openWheel(page, 'Scarlett Key')
    const said = await listen(page)
    await widget.button('Take a free card').press('Enter')
    await widget.button('Scratch for me').waitFor()
    expect(await widget.result.count()).toBe(0)
    await widget.button('Scratch for me').press('Enter')
    await widget.result.waitFor()
    expect(await widget.button('Copy code').evaluate(element => element.matches(':focus'))).toBe(true)
    expect((await said()).filter(text => WON.test(text))).toHaveLength(1)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })

  it('is scratched by a finger or mouse, and shows nothing before the server has answered', async () => {
    await wear('scratch')
    const { page, faults, shifts, close } = await visit(browser, { ...MOVING, viewport: PHONE })
    const widget = await openWheel(page, 'Scott Mouse')
    const card = widget.dialog.locator('.scratch')
    let answer = () => {}
    const held = new Promise<void>(resolve => {
      answer = resolve
    })
    await page.route('**/v1/me/spins?*', async route => {
      await held
      await route.continue()
    })
    await widget.button('Take a free card').click()
    await rub(page, card)
    expect(await card.locator('b').textContent()).toBe('')
    expect(await widget.result.count()).toBe(0)
    answer()
    await widget.button('Scratch for me').waitFor()
    await rub(page, card)
    await widget.result.waitFor()
    expect(await card.locator('canvas').count()).toBe(0)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })

  it('that was left unscratched waits through a reload', async () => {
    await wear('scratch')
    const { page, faults, close } = await visit(browser, MOVING)
    const widget = await openWheel(page, 'Rhea Scratch')
    await widget.button('Take a free card').click()
    await widget.button('Scratch for me').waitFor()
    await page.reload()
    await widget.launcher.click()
    await widget.button('Scratch for me').click()
    await widget.result.waitFor()
    await widget.button('Check this spin').click()
    await widget.result
      .getByText(/fair|match|correct|right/i)
      .first()
      .waitFor()
    expect(faults).toEqual([])
    await close()
  })

  it('is nobody’s when its shopper has left', async () => {
    await wear('scratch')
    const { page, faults, close } = await visit(browser, MOVING)
    const widget = await openWheel(page, 'Lee Ver')
    await widget.button('Take a free card').click()
    await widget.button('Scratch for me').waitFor()
    await widget.button('Close').click()
    await follow(page, 'Account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await join(page, shop.origin, 'Nex Tone')
    await widget.launcher.click()
    await widget.screen('Spin').click()
    await widget.button('Take a free card').waitFor()
    expect(faults).toEqual([])
    await close()
  })
})

describe('a gift box', () => {
  it('opens by keyboard, and says once what was in it', async () => {
    await wear('gift')
    const { page, faults, shifts, close } = await visit(browser, MOVING)
    const widget = await openWheel(page, 'Giffy Key')
    const said = await listen(page)
    await widget.button('Open for free').press('Enter')
    await widget.result.waitFor()
    await expect.poll(async () => (await said()).filter(text => WON.test(text)).length).toBe(1)
    expect(await widget.button('Copy code').evaluate(element => element.matches(':focus'))).toBe(true)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })
})

describe.each(['scratch', 'gift'] as const)('the face %s', face => {
  it('shows its result at once where nothing is to move', async () => {
    await wear(face)
    const { page, faults, close } = await visit(browser, { reducedMotion: 'reduce' })
    const widget = await openWheel(page, `Still ${face}`)
    await widget.spin.click()
    await widget.result.waitFor()
    expect(await widget.dialog.locator('.face b').textContent()).toMatch(/fiver|Five pounds/i)
    expect(faults).toEqual([])
    await close()
  })

  it.each([
    { width: 1280, locale: 'en' },
    { width: 390, locale: 'ar' },
  ])('is accessible at $width in $locale', async ({ width, locale }) => {
    await wear(face)
    const { page, faults, shifts, close } = await visit(browser, {
      ...MOVING,
      ...(width === PHONE.width && { viewport: PHONE }),
    })
    if (locale !== 'en') await speak(page, locale)
    const widget = widgetOf(page)
    const look = (name: string) => judge(page, `face-${face}-${width}-${locale}-${name}`)
    await join(page, shop.origin, `Axe ${face} ${width}`)
    await page.goto(shop.origin + QUIET)
    await page.waitForLoadState('networkidle')
    await widget.launcher.click()
    await widget.dialog.locator('nav button').nth(2).click()
    await widget.spin.waitFor()
    await look('before')
    await widget.spin.click()
    if (face === 'scratch') {
      await widget.dialog.locator('.scratch > span', { hasNotText: /^$/ }).waitFor()
      await look('waiting')
      await rub(page, widget.dialog.locator('.scratch'), 2)
      if (SHOTS) await look('rubbed')
      await widget.spin.click()
    }
    await widget.result.waitFor()
    await look('after')
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })
})

/** The shop's own pages before it move as their data comes. */
const ours = (shifts: string[]) => shifts.filter(shift => shift.includes(`of ${QUIET}`))

async function openWheel(page: Page, name: string) {
  const widget = widgetOf(page)
  await join(page, shop.origin, name)
  await page.goto(shop.origin + QUIET)
  await page.waitForLoadState('networkidle')
  await widget.launcher.click()
  await widget.screen('Spin').click()
  await widget.spin.waitFor()
  return widget
}

/** To and fro, from top to bottom. */
async function rub(page: Page, card: ReturnType<Page['locator']>, rows = 6): Promise<void> {
  const box = await card.boundingBox()
  if (!box) throw new Error('there is no card')
  await page.mouse.move(box.x + 4, box.y + 4)
  await page.mouse.down()
  for (let row = 0; row < rows; row++) {
    const y = box.y + ((row + 0.5) / 6) * box.height
    const ends = row % 2 ? [0.97, 0.03] : [0.03, 0.97]
    for (const end of ends) await page.mouse.move(box.x + end * box.width, y, { steps: 12 })
  }
  await page.mouse.up()
}

/** @returns what the live region has said since */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const said = await widgetOf(page).live.evaluateHandle(element => {
    const texts: string[] = []
    const options = { childList: true, characterData: true, subtree: true }
    new MutationObserver(() => texts.push(element.textContent ?? '')).observe(element, options)
    return texts
  })
  return () => said.jsonValue()
}

async function judge(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    if (SHOTS) {
      mkdirSync(SHOTS, { recursive: true })
      await page.screenshot({ path: pathOf(SHOTS, `${name}-${colorScheme}.png`) })
    }
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('laurel-widget').analyze()
    const found = violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
    expect(found, `${name}, ${colorScheme}`).toEqual([])
  }
}
