import type { Page } from 'playwright-core'
import type { ScreenName } from '../../widget/handoff'
import { customerOf } from './customers'
import type { OurTexts } from './languages'
import type { Shop } from './servers'
import { join } from './shop'
import { widgetOf } from './widget'

/** A walk through the widget's screens in one language, looking at each of their states. */
export interface Tour {
  page: Page
  shop: Shop
  words: OurTexts
  look(name: string): Promise<void>
}

/** What somebody sees whom we do not know. @param taken an address somebody has joined with */
export async function tourAsVisitor(tour: Tour, taken: string): Promise<void> {
  const { page, shop, words, look } = tour
  const { launcher, dialog, body, button } = widgetOf(page)
  await page.goto(shop.origin)
  await launcher.click()
  await dialog.locator('.hero h3').waitFor()
  await look('visitor-home')
  await open(tour, 'earn', '.tiers')
  await look('visitor-earn')
  await open(tour, 'wheel', '.disc svg')
  await look('visitor-wheel')
  await open(tour, 'rewards', 'li')
  await look('visitor-rewards')
  await open(tour, 'missions', 'li')
  await look('visitor-missions')
  await open(tour, 'join', 'form')
  await look('visitor-join')
  await fillIn(tour, taken)
  await body.getByText(`${words['join.already_joined']}`).waitFor()
  await look('visitor-refused')
  await button(`${words.back}`).click()
}

/** What somebody sees who has joined with an address. */
export async function tourAsGuest(tour: Tour, email: string): Promise<void> {
  const { page, shop, look } = tour
  const { launcher, dialog, spin, result } = widgetOf(page)
  await page.goto(shop.origin)
  await launcher.click()
  await dialog.locator('.hero h3').waitFor()
  await open(tour, 'join', 'form')
  await fillIn(tour, email)
  await spin.waitFor()
  await look('guest-wheel')
  await spin.click()
  await result.waitFor()
  await look('guest-result')
  await open(tour, 'home', '.points')
  await look('guest-home')
  await open(tour, 'rewards', 'li')
  await look('guest-rewards')
  await open(tour, 'missions', 'li')
  await look('guest-missions')
}

/** What somebody new sees who has signed in at the shop. */
export async function tourAsMember(tour: Tour, name: string): Promise<void> {
  const { page, shop, words, look } = tour
  const { launcher, dialog, body, points, button } = widgetOf(page)
  await join(page, shop.origin, name)
  await launcher.click()
  await points.waitFor()
  await look('home')
  await open(tour, 'earn', '.tiers')
  await look('earn')
  await open(tour, 'rewards', 'progress')
  await look('rewards-poor')
  await open(tour, 'codes', '.notice')
  await look('codes-none')
  await open(tour, 'refer', '.counts')
  await body.getByText(`${words['refer.none']}`).waitFor()
  await look('friends-none')
  await button(`${words['refer.qr']}`).click()
  await dialog.locator('.qr path').waitFor()
  await look('friends-picture')
  await open(tour, 'missions', 'progress')
  await look('missions')
  await button(`${words['missions.checkIn']}`).click()
  await button(`${words['missions.checkedIn']}`).waitFor()
  await look('missions-done')
  await open(tour, 'data', '.erase')
  await look('data')
  await dialog.locator('.erase').click()
  await dialog.locator('.danger').waitFor()
  await look('data-asking')
  await open(tour, 'feedback', 'textarea')
  await look('feedback')
  await dialog.locator('textarea').fill('!')
  await dialog.locator('form .button').click()
  await body.getByText(`${words['feedback.thanks']}`).waitFor()
  await look('feedback-thanks')
}

/** What they see once they have a friend, points, a spin and a mission behind them. */
export async function tourAsRich(tour: Tour, name: string): Promise<void> {
  const { page, shop, words, look } = tour
  const { launcher, dialog, body, points, row, spin, result, button } = widgetOf(page)
  const { id, externalId } = await customerOf(shop, name)
  await shop.laurel.customers.adjust(id, { points: 700, reason: '5 €' })
  await bringFriend(shop, externalId, `friend-of-${id}`)
  for (const order of [1, 2, 3]) await placeOrder(shop, externalId, `${id}-${order}`)
  await page.goto(shop.origin)
  await launcher.click()
  await points.waitFor()
  await look('home-rich')
  await open(tour, 'refer', '.rows .row')
  await body.getByText('Bo', { exact: true }).waitFor()
  await look('friends')
  await open(tour, 'missions', '.badges')
  await look('missions-badge')
  await open(tour, 'rewards', 'button.row')
  await row('Give to the hedgehog hospital').click()
  await dialog.getByRole('slider').waitFor()
  await look('rewards-choice')
  await row('£5 off').click()
  await look('rewards-sure')
  await dialog.locator('.deal .button').first().click()
  await dialog.locator('.deal code').waitFor()
  await look('rewards-bought')
  await button(`${words['rewards.return']}`).click()
  await dialog.locator('.returning .button').first().waitFor()
  await look('rewards-return')
  await dialog.locator('.returning .button').first().click()
  await dialog.locator('.returning').waitFor({ state: 'detached' })
  await look('rewards-returned')
  await open(tour, 'wheel', '.disc svg')
  await spin.waitFor()
  await look('wheel')
  await spin.click()
  await result.waitFor()
  await look('result')
  await open(tour, 'codes', '.voucher code')
  await look('codes')
  await open(tour, 'activity', '.amount')
  await look('activity')
  await page.route(`${shop.api}/v1/me?*`, route => route.abort())
  await page.reload()
  await launcher.click()
  await dialog.locator('.notice .button').waitFor()
  await look('error')
}

/** Goes to a screen as a shop's own page leads there. @param there what stands on it once it is drawn */
async function open({ page }: Tour, screen: ScreenName, there: string): Promise<void> {
  await page.evaluate(
    name => (window as unknown as { laurel(command: 'open', screen: string): void }).laurel('open', name),
    screen,
  )
  await widgetOf(page).body.locator(there).first().waitFor()
}

async function fillIn({ page }: Tour, email: string): Promise<void> {
  const form = widgetOf(page).dialog.locator('form')
  await form.locator('input[type=email]').fill(email)
  await form.locator('input[name=terms]').check()
  await form.locator('button[type=submit]').click()
}

/** A friend joins by somebody's link, without a browser. */
async function bringFriend({ api, keys, laurel }: Shop, advocate: string, friend: string): Promise<void> {
  const send = async (path: string, token: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const method = body ? 'POST' : 'GET'
    const reply = await fetch(`${api}${path}`, { method, headers, body: JSON.stringify(body) })
    if (!reply.ok) throw new Error(await reply.text())
    return reply.json()
  }
  const key = `?key=${keys.publishableKey}`
  const me = await send(`/v1/me${key}`, await laurel.signCustomerToken({ externalId: advocate }))
  const token = await laurel.signCustomerToken({ externalId: friend, name: 'Bo Newcomer' })
  const { visitId } = await send(`/v1/referrals/visits${key}`, token, { slug: me.referral.slug })
  await send(`/v1/referrals/claims${key}`, token, { visitId })
}

async function placeOrder({ laurel }: Shop, externalId: string, order: string): Promise<void> {
  const { now } = await laurel.testClock.get()
  await laurel.orders.upsert({
    externalId: order,
    customer: { externalId },
    status: 'paid',
    placedAt: now,
    currency: 'GBP',
    lines: [{ lineId: '1', sku: '22423', name: 'Cakestand', quantity: 1, amount: 2500 }],
    shipping: 0,
    discount: 0,
    total: 2500,
  })
}
