import type { Locator, Page } from 'playwright-core'

/** The widget as a shopper finds it: by its roles and words. Playwright looks into open shadow roots. */
export function widgetOf(page: Page) {
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
  }
}
