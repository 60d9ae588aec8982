import { signal } from '@preact/signals-core'
import type { Page } from '../../sdk/browser'

const EMPTY = { items: null, cursor: null, failed: false }

/** A list that is read page by page. */
export type Pages<T> = ReturnType<typeof createPages<T>>

export function createPages<T>(read: (cursor: string | null) => Promise<Page<T>>) {
  const state = signal<{ items: T[] | null; cursor: string | null; failed: boolean }>(EMPTY)
  let turn = 0
  const next = async (cursor: string | null, before: T[]) => {
    const mine = ++turn
    const page = await read(cursor).catch(() => null)
    if (mine !== turn) return
    state.value = page
      ? { items: [...before, ...page.data], cursor: page.nextCursor, failed: false }
      : { ...state.value, failed: true }
  }
  return {
    state,
    /** From the start again; what is shown stays until the answer is there. */
    read: () => void next(null, []),
    /** The next page, or the failed one again. */
    more: () => void next(state.value.cursor, state.value.items ?? []),
    clear() {
      turn++
      state.value = EMPTY
    },
  }
}
