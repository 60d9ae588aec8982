import type { Page } from 'playwright-core'

/** Everything of the page that is none of the widget's business, as one line for each element and fact. */
export function portraitOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const facts = [...document.querySelectorAll('html, body, body *')].map(element => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const bare = (element.cloneNode(false) as Element).outerHTML
      return `${bare} at ${x},${y} ${width}x${height}: ${getComputedStyle(element).cssText}`
    })
    return [
      ...facts,
      `title: ${document.title}`,
      `scrolled: ${scrollX},${scrollY} of ${document.documentElement.scrollWidth}x${document.documentElement.scrollHeight}`,
      `sheets: ${document.styleSheets.length} and ${document.adoptedStyleSheets.length}`,
      `cookies: ${document.cookie}`,
      `names: ${Object.getOwnPropertyNames(window).filter(name => !/^(laurel|\d+)$/.test(name))}`,
    ]
  })
}

/** What has focus in the page, and what is marked in it. */
export function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: held } = document
    const field = held instanceof HTMLInputElement ? held : null
    return `${held?.localName} ${field?.name ?? ''} "${field?.value ?? ''}" ${field?.selectionStart}-${field?.selectionEnd}`
  })
}
