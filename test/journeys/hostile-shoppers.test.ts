import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { nameOf } from './hostile/merchant'
import { command, identify, openStage, type Stage, signIn } from './hostile/stage'
import { readAll, readHeap, storedNames, subjectOf, tokensTo } from './hostile/traces'
import { widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** Ways from one shopper to the next. The last is not told to the widget: it learns from a request that is refused. */
const CHANGES = [
  {
    how: 'a logout',
    refused: 0,
    async change(page: Page, next: string) {
      await signIn(page, '')
      await command(page, 'logout')
      await widgetOf(page).dialog.getByText('Sign in to see your points').waitFor()
      expect(await storedNames(page)).toEqual([])
      await signIn(page, next)
      await identify(page)
    },
  },
  {
    how: 'a second identify',
    refused: 0,
    async change(page: Page, next: string) {
      await signIn(page, next)
      await identify(page)
    },
  },
  {
    how: 'a token that speaks for somebody else',
    refused: 1,
    async change(page: Page, next: string) {
      await signIn(page, next)
      await stage.crust.rollSecret()
      await command(page, 'track')
    },
  },
]

describe.each(CHANGES)('after $how', ({ how, refused, change }) => {
  it('nothing of the shopper before is left', async () => {
    const [ada, bob] = [`ada${how.length}`, `bob${how.length}`]
    const { page, faults, shifts, close } = await visit(stage.browser, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const { launcher, points, dialog } = widgetOf(page)
    await page.goto(`${stage.origin}/plain?pieces`)
    await signIn(page, ada)
    await identify(page)
    await launcher.click()
    await points.waitFor()
    const sent = tokensTo(page, stage.api)
    const traces = [nameOf(ada), ...(await leaveTraces(page)), ...new Set(sent)]
    const before = sent.length
    expect((await readHeap(page)).includes(nameOf(ada))).toBe(true)
    await change(page, bob)
    await expect.poll(() => dialog.locator('.hero').textContent()).toContain(nameOf(bob))

    const left = async () => {
      const text = await readAll(page)
      return traces.filter(trace => text.includes(trace))
    }
    expect(await left()).toEqual([])
    await asIfNew(page, async () => expect(await left()).toEqual([]))
    const subjects = sent.slice(before).map(subjectOf)
    expect(subjects.splice(0, refused)).toEqual(Array(refused).fill(ada))
    expect(new Set(subjects)).toEqual(new Set([bob]))
    expect((await storedNames(page)).filter(name => !name.endsWith(':prompts'))).toEqual([])
    const heap = await readHeap(page)
    expect(traces.filter(trace => heap.includes(trace))).toEqual([])
    expect(faults.filter(fault => !fault.includes('status of 401'))).toEqual([])
    expect(await shifts()).toEqual([])
    await close()
  })
})

/** Does all there is to do. @returns texts that nobody else has */
async function leaveTraces(page: Page): Promise<string[]> {
  const { dialog, button, row, screen, spin, result, code } = widgetOf(page)
  await screen('Spin').click()
  await spin.click()
  await result.waitFor()
  const won = (await code.textContent()) ?? ''
  await button('Copy code').click()
  await button('Check this spin').click()
  const seed = (await result.locator('dd').last().textContent()) ?? ''
  await screen('Rewards').click()
  await row('A fiver off').click()
  await button('Buy now').click()
  const bought = (await dialog.locator('.deal code').textContent()) ?? ''
  await screen('Home').click()
  await row('Missions').click()
  await button('Check in').click()
  await button('Done for today').waitFor()
  await screen('Friends').click()
  const link = (await dialog.locator('.voucher code').textContent()) ?? ''
  await button('Copy link').click()
  await button('QR code').click()
  await dialog.locator('.qr path').waitFor()
  await screen('Home').click()
  await button('Activity').click()
  await dialog.getByText('Welcome').first().waitFor()
  await screen('Home').click()
  await button('Your data').click()
  await button('Erase my data').click()
  await screen('Home').click()
  await button('Feedback').click()
  await dialog.getByRole('textbox').fill('Too crusty')
  await button('Send').click()
  await button('Say something else').waitFor()
  return [won, seed, bought, link.split('ref=')[1] ?? '']
}

/** Everything is as it is for somebody who has just come. */
async function asIfNew(page: Page, check: () => Promise<void>): Promise<void> {
  const { dialog, button, row, screen, spin, points } = widgetOf(page)
  expect(await points.textContent()).toBe('300')
  await screen('Spin').click()
  await spin.waitFor()
  expect(await spin.textContent()).toBe('Spin for free')
  await check()
  await screen('Rewards').click()
  await row('A fiver off').waitFor()
  expect(await dialog.locator('.deal').count()).toBe(0)
  await check()
  await screen('Home').click()
  await row('Missions').click()
  await button('Check in').waitFor()
  await screen('Friends').click()
  await button('Copy link').waitFor()
  expect(await dialog.locator('.qr').count()).toBe(0)
  await check()
  await screen('Home').click()
  await button('Activity').click()
  await dialog.getByText('Welcome').first().waitFor()
  await check()
  await screen('Home').click()
  await button('Your data').click()
  await button('Erase my data').waitFor()
  await screen('Home').click()
  await button('Feedback').click()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('')
  await check()
}
