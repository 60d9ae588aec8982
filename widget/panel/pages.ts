import { effect } from '@preact/signals-core'
import type { Page } from '../../sdk/browser'
import type { ScreenName } from '../handoff'
import type { App } from './app'

/** A list that is read page by page. */
export type Pages<T> = ReturnType<typeof createPages<T>>

interface Shown<T> {
  items: T[] | null
  cursor: string | null
  failed: boolean
}

/** Is read when its screen is shown and again when something happened to the shopper, whose it is. */
export function createPages<T>(
  { laurel, own, screen }: App,
  name: ScreenName,
  read: (cursor: string | null) => Promise<Page<T>>,
) {
  const state = own<Shown<T>>({ items: null, cursor: null, failed: false })
  let turn = 0
  const next = async (cursor: string | null, before: T[]) => {
    const mine = ++turn
    const { session } = laurel.client
    const page = await read(cursor).catch(() => null)
    if (mine !== turn || session !== laurel.client.session) return
    state.value = page
      ? { items: [...before, ...page.data], cursor: page.nextCursor, failed: false }
      : { ...state.value, failed: true }
  }
  /** From the start again; what is shown stays until the answer is there. */
  effect(() => {
    if (laurel.me.value && screen.value === name) void next(null, [])
  })
  return {
    state,
    /** The next page, or the failed one again. */
    more: () => void next(state.value.cursor, state.value.items ?? []),
  }
}
