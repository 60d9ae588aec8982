import { adopt } from './launcher'

/**
 * What each element keeps from the moment it is defined, in pixels: what it draws later is made to fit. A box inside it
 * keeps the place, which no style of the page reaches.
 */
const HEIGHTS = { points: 24, earn: 24, tier: 48, referral: 248, account: 600, wheel: 560 }

/**
 * Names the elements of the page. A name is given for good: when the script is loaded again, what is there asks anew.
 * @param ask called when one of them comes into the page
 */
export function defineElements(ask: (element: Element) => unknown): void {
  for (const [name, height] of Object.entries(HEIGHTS)) {
    const tag = `laurel-${name}`
    if (customElements.get(tag)) document.querySelectorAll(tag).forEach(ask)
    else
      customElements.define(
        tag,
        class extends HTMLElement {
          connectedCallback() {
            if (!this.shadowRoot) {
              const root = this.attachShadow({ mode: 'open' })
              adopt(root, `:host{display:block}:host>div{display:grid;min-height:${height}px}`)
              root.append(document.createElement('div'))
            }
            ask(this)
          }
        },
      )
  }
}
