import type { App } from './app'
import css from './late.css?inline'

/** What several late screens share, in one file: it is fetched beside the first of them. */
export { CodeCard } from './codes/card'

/** Gives a root the style that late screens share. */
export const dressLate = ({ adopt }: App): CSSStyleSheet => adopt('late', css)
