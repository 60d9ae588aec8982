/** Gives a part of the panel its style, or another one from now on. */
export type Adopt = (part: string, css: string) => void

/** Style through `adoptedStyleSheets`: no style element or attribute for a Content-Security-Policy to refuse. */
export function createSheets(root: ShadowRoot): Adopt {
  const sheets: Record<string, CSSStyleSheet> = {}
  const added = () => {
    const sheet = new CSSStyleSheet()
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    return sheet
  }
  return (part, css) => {
    sheets[part] ??= added()
    sheets[part].replaceSync(css)
  }
}
