import { computed, signal } from '@preact/signals'

const address = signal(new URL(location.href))
export const path = computed(() => address.value.pathname)
export const query = computed(() => address.value.searchParams)

/** Goes to a page of the shop without loading it anew. */
export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  const samePage = new URL(location.href).pathname === path.value
  address.value = new URL(location.href)
  if (!samePage) arrive()
}

/** Links are plain links; clicks on those within the shop are followed here. */
export function followLinks(): void {
  addEventListener('popstate', () => {
    address.value = new URL(location.href)
  })
  document.addEventListener('click', event => {
    const link = (event.target as Element | null)?.closest?.('a')
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!link || !isPlain || event.defaultPrevented) return
    if (link.origin !== location.origin || link.target || link.hash) return
    event.preventDefault()
    navigate(link.pathname + link.search)
  })
}

/** What a new page does by itself: start at the top, and tell a screen reader where one is. */
function arrive(): void {
  scrollTo({ top: 0, behavior: 'instant' })
  requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true }))
}
