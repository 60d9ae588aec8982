import type { Locator, Page } from 'playwright-core'

/** More than any page here has places to stop at. */
const MOST_STOPS = 80

/** Tabs to the element as a keyboard does, and presses it. */
export async function pressAt(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${target} cannot be reached with the keyboard`)
}

export function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate(element => element.matches(':focus'))
}

/** @returns what the live region, the very one that is there now, has said since */
export async function listen(live: Locator): Promise<() => Promise<string[]>> {
  const region = await live.elementHandle()
  const said = await region?.evaluateHandle(element => {
    const texts: string[] = []
    let before = element.textContent
    const hear = () => {
      if (element.textContent !== before) texts.push(element.textContent ?? '')
      before = element.textContent
    }
    new MutationObserver(hear).observe(element, { childList: true, characterData: true, subtree: true })
    return texts
  })
  return async () => (await said?.jsonValue()) ?? []
}
