/** Style through `adoptedStyleSheets`: no style element or attribute for a Content-Security-Policy to refuse. */
export function createSheets(root: ShadowRoot) {
  const adopted = new Set<string>()
  const theme = sheet('')

  function sheet(css: string): CSSStyleSheet {
    const added = new CSSStyleSheet()
    added.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, added]
    return added
  }

  return {
    /** Once, however often a part asks for it. */
    adopt(css: string) {
      if (adopted.has(css)) return
      adopted.add(css)
      sheet(css)
    },
    theme: (css: string) => theme.replaceSync(css),
  }
}
