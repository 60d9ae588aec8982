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

/** The field that has focus, and what is in it. */
export function focusOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { name, value } = document.activeElement as HTMLInputElement
    return `${name}: ${value}`
  })
}
