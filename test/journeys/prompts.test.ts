import { mkdirSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProgramInput, WriteSurveyInput } from '../../sdk/server'
import { DESKTOP, openBrowser, PHONE, visit } from './browser'
import { SURE_WIN } from './prizes'
import { openShop, type Shop } from './servers'
import { addToBasket, follow, join, pay, speak } from './shop'
import { widgetOf } from './widget'

/** Where pictures of every card go, if anywhere. */
const SHOTS = process.env.LAUREL_SHOTS
const DAY_MS = 86_400_000
const PAUSE_DAYS = 14
/** A page of the shop that does not move by itself while it loads. */
const QUIET = '/products/bread-bin-ivory'

const NPS: WriteSurveyInput = {
  name: 'Recommend us?',
  kind: 'nps',
  trigger: { on: 'order.paid' },
  repeat: { afterAnswerDays: null, afterDismissalDays: PAUSE_DAYS },
  thanks: { kind: 'points', points: 20 },
}

let shop: Shop
let browser: Browser
let program: ProgramInput
let surveyId: string
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  program = { ...(await shop.laurel.program.get()).program, referral: null }
  await shop.laurel.wheels.put(shop.keys.wheelId, { ...SURE_WIN, entry: { free: null } })
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

/** Each test asks its own, and nothing else. */
beforeEach(async () => {
  for (const { id } of (await shop.laurel.surveys.list()).data) await shop.laurel.surveys.delete(id)
  surveyId = (await shop.laurel.surveys.create(NPS)).id
  await allow({ perPage: 1, perSession: 1, count: 1, days: 7 })
})

const allow = (prompts: ProgramInput['prompts']) => shop.laurel.program.put({ ...program, prompts })

const cardOf = (page: Page) => page.locator('laurel-widget').getByRole('region', { name: /^A message from/ })

describe('a survey after an order', () => {
  it('keeps a score though the shopper leaves, and comes back where it was', async () => {
    const { page, faults, close } = await visit(browser)
    const card = cardOf(page)
    await join(page, shop.origin, 'Lea Ving')
    await order(page)
    const sent = page.waitForResponse(reply => reply.url().includes('/v1/me/responses'))
    await card.getByRole('radio', { name: '3', exact: true }).click()
    await sent
    await card.getByRole('heading', { name: 'What went wrong?' }).waitFor()
    await page.reload()
    await card.getByRole('radio').first().waitFor()
    const { data } = await shop.laurel.responses.list({ surveyId })
    expect(data).toMatchObject([{ score: 3, comment: null, complete: false, band: 'low' }])
    await card.getByRole('radio', { name: '7', exact: true }).click()
    await button(card, 'No, thanks').click()
    await card.getByText('Thank you, that helps.').waitFor()
    const after = await shop.laurel.responses.list({ surveyId })
    expect(after.data).toMatchObject([{ score: 7, comment: null, complete: true }])
    expect(faults).toEqual([])
    await close()
  })

  it('says that an answer did not arrive, and keeps the words', async () => {
    const { page, close } = await visit(browser)
    const card = cardOf(page)
    await join(page, shop.origin, 'Losa Reply')
    await order(page)
    await card.getByRole('radio', { name: '9', exact: true }).click()
    await card.getByLabel('What did you like most?').fill('Quick delivery')
    await page.route('**/v1/me/responses?*', route => route.abort())
    await button(card, 'Send').click()
    await card.getByText('That did not reach us.').waitFor()
    expect(await card.getByRole('textbox').inputValue()).toBe('Quick delivery')
    await page.unroute('**/v1/me/responses?*')
    await button(card, 'Send').click()
    await card.getByText('Thank you! We are glad.').waitFor()
    await close()
  })

  it('is asked in one of two tabs', async () => {
    const { page, openTab, close } = await visit(browser)
    await join(page, shop.origin, 'Twain Tabs')
    const other = await openTab()
    await other.goto(shop.origin)
    await settled(other)
    await paid('Twain Tabs')
    await Promise.all([page.reload(), other.reload()])
    await expect.poll(async () => (await cardOf(page).count()) + (await cardOf(other).count())).toBe(1)
    await Promise.all([settled(page), settled(other)])
    expect((await cardOf(page).count()) + (await cardOf(other).count())).toBe(1)
    await close()
  })
})

describe('a card', () => {
  it('leaves focus where it is, is said once, and is walked by keyboard', async () => {
    const { page, faults, shifts, close } = await visit(browser, { reducedMotion: 'no-preference' })
    const card = cardOf(page)
    await join(page, shop.origin, 'Kaye Walker')
    await paid('Kaye Walker')
    await follow(page, 'Shop')
    const field = page.getByRole('link', { name: 'Account' }).first()
    await field.focus()
    await page.evaluate(() => (window as unknown as Record<'laurel', (name: string) => void>).laurel('track'))
    await card.waitFor()
    expect(await hasFocus(field)).toBe(true)
    const live = page.locator('laurel-widget .prompt [role=status]')
    expect(await live.textContent()).toBe('How likely are you to recommend us to a friend?')

    await page.locator('laurel-widget button[part=launcher]').focus()
    await page.keyboard.press('Tab')
    expect(await hasFocus(card.getByRole('radio').first())).toBe(true)
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowUp'])
      await page.keyboard.press(key)
    expect(await hasFocus(card.getByRole('radio').last())).toBe(true)
    await page.keyboard.press('Enter')
    expect(await hasFocus(card.getByRole('heading', { name: 'What did you like most?' }))).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('Walking')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await card.getByText('Thank you! We are glad.').waitFor()
    expect(await hasFocus(card.getByRole('heading'))).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await card.waitFor({ state: 'detached' })
    expect(await hasFocus(page.locator('laurel-widget button[part=launcher]'))).toBe(true)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })

  it('goes with Escape, and waits behind the panel', async () => {
    const { page, faults, close } = await visit(browser)
    const card = cardOf(page)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Esca Pell')
    await order(page)
    await card.waitFor()
    await widget.launcher.click()
    await widget.points.waitFor()
    expect(await card.isVisible()).toBe(false)
    await widget.button('Close').click()
    expect(await card.isVisible()).toBe(true)
    await follow(page, 'Shop')
    expect(await card.isVisible()).toBe(true)
    await card.getByRole('radio').first().focus()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await close()
  })

  it.each([DESKTOP, PHONE].flatMap(viewport => ['en', 'ar'].map(locale => ({ viewport, locale }))))(
    'is accessible at $viewport.width in $locale, whatever it asks',
    async ({ viewport, locale }) => {
      const { page, faults, shifts, close } = await visit(browser, { viewport })
      const card = page.locator('laurel-widget .card')
      const look = (name: string) => judge(page, `card-${viewport.width}-${locale}-${name}`)
      if (locale !== 'en') await speak(page, locale)
      await allow({ perPage: 10, perSession: 10, count: 100, days: 7 })
      await shop.laurel.surveys.delete(surveyId)
      await join(page, shop.origin, `Axe ${viewport.width} ${locale}`)
      for (const kind of ['nps', 'csat', 'ces', 'feedback'] as const) {
        const { id } = await shop.laurel.surveys.create({ ...NPS, kind, trigger: {} })
        await page.goto(shop.origin + QUIET)
        await card.waitFor()
        const { height } = (await card.boundingBox()) ?? { height: 0 }
        expect(height).toBeLessThan(viewport.height / 3)
        await look(kind)
        if (kind !== 'feedback') await card.getByRole('radio').nth(1).click()
        await card.getByRole('textbox').waitFor()
        await look(`${kind}-words`)
        await card.getByRole('textbox').fill('A word.')
        await card.locator('.button').first().click()
        await card.locator('.button.plain').waitFor()
        await look(`${kind}-thanks`)
        await card.locator('.button.plain').click()
        await shop.laurel.surveys.delete(id)
      }
      expect([...faults, ...ours(await shifts())]).toEqual([])
      await close()
    },
  )
})

describe('a nudge', () => {
  it('leads to the wheel, with focus in the panel and back', async () => {
    await shop.laurel.surveys.delete(surveyId)
    await shop.laurel.wheels.put(shop.keys.wheelId, SURE_WIN)
    await allow({ perSession: 1, nudges: ['wheel'] })
    const { page, faults, shifts, close } = await visit(browser)
    const widget = widgetOf(page)
    await join(page, shop.origin, 'Nell Nudge')
    const card = cardOf(page)
    await card.getByText('A free spin is waiting').waitFor()
    await judge(page, 'card-1280-en-wheel')
    await button(card, 'Spin').click()
    await widget.spin.waitFor()
    expect(await widget.dialog.evaluate(dialog => dialog.matches(':focus-within, :focus'))).toBe(true)
    await page.keyboard.press('Escape')
    await widget.dialog.waitFor({ state: 'hidden' })
    expect(await hasFocus(widget.launcher)).toBe(true)
    expect(await card.count()).toBe(0)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })

  it('asks visitors in, once in a tab', async () => {
    await shop.laurel.surveys.delete(surveyId)
    await allow({ perSession: 1, nudges: ['join'] })
    const { page, faults, shifts, close } = await visit(browser, { viewport: PHONE })
    await page.goto(shop.origin)
    const card = cardOf(page)
    await card.waitFor()
    await judge(page, 'card-390-en-join')
    await button(card, 'Join').click()
    await widgetOf(page).dialog.getByLabel('E-mail address').waitFor()
    await page.reload()
    await settled(page)
    expect(await card.count()).toBe(0)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })
})

/** Last: from here on it is another year. */
describe('the clock of a survey', () => {
  it('is asked, put off, asked again after its pause, answered, and never asked again', async () => {
    const { page, openTab, faults, shifts, close } = await visit(browser)
    const card = cardOf(page)
    await join(page, shop.origin, 'Norah Promoter')
    await order(page)
    await card.waitFor()
    expect(await card.getByRole('heading').textContent()).toBe(
      'How likely are you to recommend us to a friend?',
    )
    await button(card, 'Close').click()
    await card.waitFor({ state: 'detached' })
    await page.reload()
    await settled(page)
    expect(await card.count()).toBe(0)

    await later(PAUSE_DAYS)
    const tab = await openTab()
    await tab.goto(shop.origin + QUIET)
    await cardOf(tab).getByRole('radio', { name: '10, Extremely likely' }).click()
    await cardOf(tab).getByLabel('What did you like most?').fill('The cakestand.')
    await button(cardOf(tab), 'Send').click()
    await cardOf(tab).getByText('Thank you! We are glad.').waitFor()
    expect(await cardOf(tab).getByText('For you: 20 points').count()).toBe(1)
    await button(cardOf(tab), 'Done').click()
    const { data } = await shop.laurel.responses.list({ surveyId })
    expect(data).toMatchObject([{ score: 10, comment: 'The cakestand.', complete: true, page: QUIET }])

    await later(370)
    const much = await openTab()
    await paid('Norah Promoter')
    await much.goto(shop.origin + QUIET)
    await settled(much)
    expect(await cardOf(much).count()).toBe(0)
    expect([...faults, ...ours(await shifts())]).toEqual([])
    await close()
  })
})

const button = (card: Locator, name: string) => card.getByRole('button', { name, exact: true })

async function order(page: Page): Promise<void> {
  await follow(page, 'Shop')
  await addToBasket(page, 'Regency cakestand, three tiers')
  await pay(page)
}

/** An order from elsewhere, such as the shop's counter. */
async function paid(name: string): Promise<void> {
  const { data } = await shop.laurel.customers.list({
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
  })
  const { now } = await shop.laurel.testClock.get()
  await shop.laurel.orders.upsert({
    externalId: `till-${name}`,
    customer: { externalId: data[0]?.externalId ?? '' },
    ...{ currency: 'GBP', total: 1000, status: 'paid', placedAt: now },
    lines: [{ lineId: '1', sku: 'till', quantity: 1, amount: 1000 }],
  })
}

async function later(days: number): Promise<void> {
  const { now } = await shop.laurel.testClock.get()
  await shop.laurel.testClock.set(new Date(Date.parse(now) + days * DAY_MS + 1000).toISOString())
}

/** The shop moves these by itself as their data comes. */
const ours = (shifts: string[]) => shifts.filter(shift => !/of \/(sign-in|account):/.test(shift))

/** The launcher is there, and nothing is on its way any more. */
async function settled(page: Page): Promise<void> {
  await widgetOf(page).launcher.waitFor()
  await page.waitForLoadState('networkidle')
}

const hasFocus = (target: Locator) => target.evaluate(element => element.matches(':focus'))

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
