import type { Handoff } from '../handoff'
import type { Adopt } from './sheets'

const SHEET = '(width < 480px)'

/** The dialog's outside: how it opens, closes, and where focus goes. */
export interface Frame {
  dialog: HTMLDialogElement
  open(byShopper: boolean): void
  close(): void
  destroy(): void
}

/**
 * A dialog beside the page on a desktop, which stays usable; a modal sheet over it on a phone, and over a page that
 * keeps focus to a dialog of its own. When the page opens it unasked it takes no focus and is never modal.
 */
export function createFrame(
  { root, button, toggled }: Pick<Handoff, 'root' | 'button' | 'toggled'>,
  adopt: Adopt,
): Frame {
  const dialog = document.createElement('dialog')
  const life = new AbortController()
  const { signal } = life
  let opener: Element | null = null
  root.append(dialog)
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.tabIndex = -1

  /** In the top layer nothing of the page can lie above it or take its focus. */
  const rise = (held: HTMLElement) => {
    dialog.removeAttribute('open')
    dialog.showModal()
    held.focus()
  }

  const close = () => {
    if (!dialog.open) return
    const back = dialog.matches(':modal') || root.activeElement !== null
    dialog.close()
    if (back) ((opener as HTMLElement | null)?.isConnected ? (opener as HTMLElement) : button())?.focus()
  }

  /** What is left of the screen above a keyboard, or when the page is zoomed by fingers. */
  const fit = () => {
    const { visualViewport } = window
    if (visualViewport) adopt('height', `:host{--laurel-seen:${Math.round(visualViewport.height)}px}`)
  }

  dialog.onclose = () => toggled(false)
  dialog.oncancel = event => {
    event.preventDefault()
    close()
  }
  dialog.onkeydown = event => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    close()
  }
  /** A press beside the sheet, on its backdrop, closes it. */
  dialog.onclick = event => {
    if (event.target === dialog && dialog.matches(':modal')) close()
  }
  /** What was pressed has focus by now, unless a dialog of the page, opened later, has taken it back. */
  dialog.onmouseup = ({ target }) => {
    if (!root.activeElement) rise(target as HTMLElement)
  }
  /** The page sees neither the field nor that there is one: its shortcuts would take what is typed for theirs. */
  for (const type of ['keydown', 'keypress', 'keyup'])
    root.addEventListener(type, event => {
      if ((event.target as Element).matches('input,textarea')) event.stopPropagation()
    })
  window.visualViewport?.addEventListener('resize', fit, { signal })

  return {
    dialog,
    close,
    open(byShopper) {
      if (dialog.open) return
      opener = root.activeElement ?? document.activeElement
      if (opener === document.body || opener === root.host) opener = null
      fit()
      dialog.setAttribute('open', '')
      if (byShopper) {
        dialog.focus()
        if (matchMedia(SHEET).matches || !root.activeElement) rise(dialog)
      }
      toggled(true)
    },
    destroy() {
      life.abort()
      dialog.remove()
    },
  }
}
