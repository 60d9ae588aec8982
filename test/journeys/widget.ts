import type { FrameLocator, Locator, Page } from 'playwright-core'

/** The widget as a shopper finds it: by its roles and words. Playwright looks into open shadow roots. */
export function widgetOf(page: Page | FrameLocator) {
  const host = page.locator('laurel-widget')
  const dialog = host.locator('dialog')
  return {
    host,
    dialog,
    launcher: host.locator('button[part=launcher]'),
    /** The large number of the first screen. */
    points: dialog.locator('.points b'),
    tier: dialog.locator('.hero .chip'),
    screen: (name: string): Locator => dialog.locator('nav').getByRole('button', { name }),
    /** "Spin for free", "Spin (1 left)", … */
    spin: dialog.locator('.center:not(.voucher) > .button'),
    result: dialog.locator('.voucher.center'),
    code: dialog.locator('.voucher.center code'),
    live: dialog.locator('[role=status]'),
    button: (name: string): Locator => dialog.getByRole('button', { name, exact: true }),
    /** A line of a list that leads somewhere, by what it begins with. */
    row: (title: string): Locator => dialog.locator('button.row', { hasText: title }),
    /** What stands on the screen, as text. */
    body: dialog.locator('.body'),
  }
}

/** A visitor opens the widget and joins with nothing but an address and the terms. */
export async function joinAsGuest(page: Page, email: string): Promise<void> {
  const widget = widgetOf(page)
  await widget.launcher.click()
  await widget.button('Join').click()
  await fillDoor(page, email)
  await widget.spin.waitFor()
}

/** Marketing is left alone. */
export async function fillDoor(page: Page | FrameLocator, email: string): Promise<void> {
  const { dialog } = widgetOf(page)
  await dialog.getByLabel('E-mail address').fill(email)
  await dialog.getByLabel('I agree to the terms of the programme').check()
  await dialog.locator('form').getByRole('button', { name: 'Join' }).click()
}
