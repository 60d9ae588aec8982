import type { Page } from 'playwright-core'

/** Signs in as somebody new, and waits until the shop says who is here. */
export async function join(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(`${name.toLowerCase().replaceAll(' ', '.')}@example.com`)
  await page.getByRole('button', { name: 'Join and sign in' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
}

/** Goes to a page by the shop's own links, without loading it anew. */
export async function follow(page: Page, link: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click()
}

export async function addToBasket(page: Page, product: string, times = 1): Promise<void> {
  await follow(page, 'Shop')
  for (let added = 0; added < times; added++) {
    const asked = page.waitForResponse(reply => reply.url().endsWith('/api/cart'))
    await page.getByRole('button', { name: `Add ${product} to the basket` }).click()
    await asked
  }
}

/** Pays what is in the basket with the card that works. @returns the order's number */
export async function pay(page: Page): Promise<string> {
  await follow(page, 'Basket')
  await page.getByRole('link', { name: 'Go to checkout' }).click()
  await page.getByRole('button', { name: /^Pay £/ }).click()
  await page.getByRole('heading', { name: 'Thank you, it is on its way.' }).waitFor()
  return new URL(page.url()).pathname.replace('/orders/', '')
}

/** Writes a language into the script tag as soon as it is parsed, as a shop in that language would have it. */
export async function speak(page: Page, locale: string): Promise<void> {
  await page.addInitScript(wanted => {
    new MutationObserver(() => {
      const tag = document.querySelector<HTMLScriptElement>('script[data-key]')
      if (tag) tag.dataset.locale = wanted
    }).observe(document, { childList: true, subtree: true })
  }, locale)
}
