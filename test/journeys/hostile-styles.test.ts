import { mkdirSync, writeFileSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { focusOf, portraitOf } from './hostile/host'
import { identify, openStage, type Stage } from './hostile/stage'
import { widgetOf } from './widget'

/** Where pictures go, if anywhere. */
const SHOTS = process.env.LAUREL_SHOTS
/** What shows behind round corners is the page's own. */
const BARE =
  'html { background: #fff !important } body { display: none !important } html { transition: none !important }'
const THEMES = ['plain', 'small-root', 'all-unset', 'bootstrap', 'greedy', 'names']

let stage: Stage
let plain: Record<string, Buffer>
beforeAll(async () => {
  stage = await openStage(openBrowser(['--disable-partial-raster']))
  plain = await picture('plain')
})
afterAll(() => stage?.close())

describe.each(THEMES)('a page with the theme %s', theme => {
  it('gets the same widget, to the pixel', async () => {
    const pictures = await picture(theme)
    const different = Object.keys(plain).filter(name => !plain[name]?.equals(pictures[name] as Buffer))
    expect(different).toEqual([])
  })

  it('gets the same elements, which keep their place', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/${theme}?pieces`)
    await identify(page, 'mona')
    await page.locator('laurel-wheel .button').first().waitFor()
    await page.locator('laurel-account .row').first().waitFor()
    await page.locator('laurel-points b').waitFor()
    await page.locator('laurel-referral code').waitFor()
    if (SHOTS) await page.screenshot({ path: pathOf(SHOTS, `pieces-${theme}.png`), fullPage: true })
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('keeps its own looks and its focus', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    await page.goto(`${stage.origin}/${theme}?early=arrays&without`)
    const before = await portraitOf(page)
    await page.goto(`${stage.origin}/${theme}?early=arrays`)
    const { launcher, points, button } = widgetOf(page)
    await launcher.waitFor()
    await points.waitFor()
    await page.keyboard.type('Half a word')
    expect(await focusOf(page)).toBe('notes: Half a word')
    await button('Close').click()
    await page.locator('[name=notes]').fill('')
    const harmed = (await portraitOf(page)).filter((line, i) => line !== before[i])
    expect(harmed.map(line => line.slice(0, 200))).toEqual([])
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})

/** Every kind of thing the widget draws, on this page. */
async function picture(theme: string): Promise<Record<string, Buffer>> {
  const { page, faults, close } = await visit(stage.browser)
  const { launcher, dialog, points, screen, spin, button } = widgetOf(page)
  const pictures: Record<string, Buffer> = {}
  const shoot = async (name: string, what: Locator) => {
    pictures[name] = await what.screenshot({ style: BARE })
  }
  await page.goto(`${stage.origin}/${theme}`)
  await launcher.waitFor()
  await shoot('launcher', launcher)
  await launcher.click()
  await button('Join').click()
  await dialog.getByLabel('E-mail address').fill('a@example.com')
  await shoot('join', dialog)
  await identify(page, 'mona')
  await points.waitFor()
  await shoot('home', dialog)
  await screen('Spin').click()
  await spin.waitFor()
  await shoot('wheel', dialog)
  await screen('Rewards').click()
  await dialog.getByText('A fiver off').waitFor()
  await shoot('rewards', dialog)
  await screen('Home').click()
  await button('Feedback').click()
  await dialog.getByRole('textbox').fill('Words')
  await shoot('feedback', dialog)
  expect(faults).toEqual([])
  await close()
  if (SHOTS) keep(theme, pictures, SHOTS)
  return pictures
}

function keep(theme: string, pictures: Record<string, Buffer>, folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(pictures))
    writeFileSync(pathOf(folder, `hostile-${theme}-${name}.png`), bytes)
}
