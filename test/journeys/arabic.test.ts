import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, PHONE, visit } from './browser'
import { openShop, type Shop } from './servers'
import { join, speak } from './shop'
import { widgetOf } from './widget'

/** Arabic and Latin names, long and short, some with what moves about when nobody holds it. */
const PRIZES = ['خصم خمسة جنيهات', 'خصم 10%', 'Five pounds off!', 'شحن مجاني', '£5 off']
/** Letters that stand outside by less than a line's half are those of a rotated box. */
const SLACK_PX = 8

let shop: Shop
let browser: Browser
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  await shop.laurel.wheels.put(shop.keys.wheelId, {
    name: 'عجلة البستان',
    entry: { free: { count: 1, per: 'day' } },
    prizes: PRIZES.map((name, at) => ({
      id: `prize-${at}`,
      name,
      weight: 1,
      award: { kind: 'amount', amount: 500, currency: 'GBP' },
    })),
  })
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
})

describe('a script tag that says ar', () => {
  it('turns the widget from right to left', async () => {
    const { page, faults, close } = await visit(browser, { viewport: PHONE })
    const widget = widgetOf(page)
    await speak(page, 'ar')
    await join(page, shop.origin, 'Layla')
    await widget.launcher.click()
    await widget.dialog.getByText('مرحبًا').waitFor()
    expect(await widget.dialog.getAttribute('dir')).toBe('rtl')
    const labels = ['الرئيسية', 'الكسب', 'العجلة', 'المكافآت', 'الأصدقاء']
    expect((await widget.dialog.locator('nav').innerText()).split(/\s*\n\s*/)).toEqual(labels)
    const places = await Promise.all(labels.map(label => leftOf(page, label)))
    expect(places).toEqual([...places].sort((a, b) => b - a))
    expect(await leftOf(page, 'إغلاق')).toBeLessThan(PHONE.width / 2)
    expect(faults).toEqual([])
    await close()
  })

  it('keeps the names on the wheel, and a code from left to right', async () => {
    const { page, close } = await visit(browser, { viewport: PHONE })
    const widget = widgetOf(page)
    await speak(page, 'ar')
    await join(page, shop.origin, 'Salma')
    await widget.launcher.click()
    await widget.screen('العجلة').click()
    await widget.spin.waitFor()
    expect(await strayNames(page)).toEqual([])
    await widget.spin.click()
    await widget.result.waitFor()
    expect(await widget.code.evaluate(code => getComputedStyle(code).direction)).toBe('ltr')
    await widget.screen('المكافآت').click()
    await widget.row('القسائم').click()
    await widget.dialog.locator('.voucher code').waitFor()
    await widget.screen('الرئيسية').click()
    await widget.button('السجل').click()
    await widget.dialog.getByText('الجائزة').waitFor()
    await close()
  })
})

/** Of a button, in the page. */
async function leftOf(page: Page, label: string): Promise<number> {
  const box = await widgetOf(page).button(label).boundingBox()
  return box?.x ?? Number.NaN
}

/** Names that stand outside the wheel. */
function strayNames(page: Page): Promise<string[]> {
  return widgetOf(page)
    .dialog.locator('.disc svg')
    .evaluate((disc, slack) => {
      const { left, top, right, bottom } = disc.getBoundingClientRect()
      const radius = (right - left) / 2 + slack
      const isOut = (x: number, y: number) =>
        Math.hypot(x - (left + right) / 2, y - (top + bottom) / 2) > radius
      const names = [...disc.querySelectorAll('text')].filter(name => {
        const { x, y, width, height } = name.getBoundingClientRect()
        return isOut(x + width / 2, y + height / 2) || width < 1
      })
      return names.map(name => name.textContent ?? '')
    }, SLACK_PX)
}
