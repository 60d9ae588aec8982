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
 * A dialog beside the page on a desktop, which stays usable; a modal sheet over it on a phone. When the page opens
 * it unasked it takes no focus and is never modal.
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

  const close = () => {
    if (!dialog.open) return
    const back = dialog.matches(':modal') || root.activeElement !== null
    dialog.close()
    if (back) ((opener as HTMLElement | null)?.isConnected ? (opener as HTMLElement) : button())?.focus()
  }

  /** What is left of the screen above a keyboard, or when the page is zoomed by fingers. */
  const fit = () => {
    const { visualViewport } = window
    if (visualViewport) adopt('height', `:host{--seen:${Math.round(visualViewport.height)}px}`)
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
  window.visualViewport?.addEventListener('resize', fit, { signal })

  return {
    dialog,
    close,
    open(byShopper) {
      if (dialog.open) return
      opener = root.activeElement ?? document.activeElement
      if (opener === document.body || opener === root.host) opener = null
      fit()
      if (byShopper && matchMedia(SHEET).matches) dialog.showModal()
      else dialog.setAttribute('open', '')
      if (byShopper) dialog.focus()
      toggled(true)
    },
    destroy() {
      life.abort()
      dialog.remove()
    },
  }
}
