import type { Theme } from '../../sdk/contract'
import css from './launcher.css?inline'

const SVG = 'http://www.w3.org/2000/svg'
/** A laurel wreath: two branches, two leaves on each. */
const WREATH =
  'M12 21c-5 0-8-4-8-9 0-3 1-5 2-6m6 15c5 0 8-4 8-9 0-3-1-5-2-6M4 11c2 0 3-1 3-3m-2 8c2 0 3-2 3-4m12-1c-2 0-3-1-3-3m2 8c-2 0-3-2-3-4'

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
  path.setAttribute('d', WREATH)
  svg.append(path)
  return svg
}
