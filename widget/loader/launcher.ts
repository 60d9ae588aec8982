import type { Theme } from '../../sdk/contract'
import css from './launcher.css?inline'

const SVG = 'http://www.w3.org/2000/svg'
/** A laurel wreath: four leaves on either side. */
const WREATH =
  'M24 39a9 9 0 01-14 2 9 9 0 0114-2M24 39a9 9 0 0114 2 9 9 0 01-14-2M15 36a9 9 0 01-12-7 9 9 0 0112 7M33 36a9 9 0 0112-7 9 9 0 01-12 7M10 29a9 9 0 01-6-13 9 9 0 016 13M38 29a9 9 0 016-13 9 9 0 01-6 13M10 20a9 9 0 012-14 9 9 0 01-2 14M38 20a9 9 0 01-2-14 9 9 0 012 14'

export interface Launcher {
  button: HTMLButtonElement
  badge(count: number): void
}

/** The widget's one element in the page, beside `body` so that a page swapping its body leaves it alone. */
export function createRoot(): ShadowRoot {
  const host = document.createElement('laurel-widget')
  const root = host.attachShadow({ mode: 'open' })
  adopt(root, css)
  document.documentElement.append(host)
  return root
}

/** Style without a style element: a strict Content-Security-Policy has nothing to refuse. */
export function adopt(root: ShadowRoot, text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  return sheet
}

export function drawLauncher(root: ShadowRoot, theme: Theme, name: string): Launcher {
  const button = document.createElement('button')
  const count = document.createElement('i')
  const text = document.createElement('span')
  const label = theme.label ?? name
  text.textContent = label
  button.className = 'launcher'
  button.part.add('launcher')
  button.append(icon(), text, count)
  button.setAttribute('aria-haspopup', 'dialog')
  const badge = (news: number) => {
    count.textContent = news ? `${news}` : ''
    button.setAttribute('aria-label', news ? `${label} (${news})` : label)
  }
  adopt(root, place(theme))
  root.append(button)
  return { button, badge }
}

/** What is written on the accent is white while that can be read, black otherwise: `y` is the relative luminance. */
const ON_ACCENT = 'calc((.18 - y)*1e6)'

function place({ accent, side, offset, zIndex }: Theme): string {
  const away = Number(offset)
  return (
    `:host{z-index:${Number(zIndex)}!important}` +
    `.launcher{background:${accent};color:#fff;color:color(from ${accent} xyz ${ON_ACCENT} ${ON_ACCENT} ${ON_ACCENT});` +
    `${side === 'left' ? 'left' : 'right'}:${away}px;bottom:calc(${away}px + env(safe-area-inset-bottom))}`
  )
}

function icon(): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.setAttribute('viewBox', '0 0 48 48')
  path.setAttribute('d', WREATH)
  svg.append(path)
  return svg
}
