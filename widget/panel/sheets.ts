import type { Handoff } from '../handoff'

/** Gives a part of the panel its style, or another one from now on, and returns the sheet that holds it. */
export type Adopt = (part: string, css: string) => CSSStyleSheet

export function createSheets({ adopt }: Pick<Handoff, 'adopt'>): Adopt {
  const sheets: Record<string, CSSStyleSheet> = {}
  return (part, css) => {
    sheets[part] ??= adopt('')
    sheets[part].replaceSync(css)
    return sheets[part]
  }
}
