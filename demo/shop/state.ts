import { computed, signal } from '@preact/signals'
import type { HistoryProgress, ShopState } from '../wire'
import { Refused, request } from './request'

const HISTORY_POLL_MS = 2000

const state = signal<ShopState | null>(null)
export const loaded = computed(() => state.value !== null)
export const shopper = computed(() => state.value?.shopper ?? null)
export const cart = computed(() => state.value?.cart ?? null)
export const itemCount = computed(() => cart.value?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0)
export const history = signal<HistoryProgress | null>(null)

/** Said once in the live region. */
export const notice = signal<{ text: string; kind: 'done' | 'failed' } | null>(null)

export const loadState = () => change('GET', '/api/state')
export const setQuantity = (sku: string, quantity: number) => change('PUT', '/api/cart', { sku, quantity })
export const applyCode = (code: string) => change('POST', '/api/cart/code', { code })
export const removeCode = () => change('DELETE', '/api/cart/code')
export const signIn = (who: object) => change('POST', '/api/sign-in', who)
export const signOut = () => change('POST', '/api/sign-out', {})

/** Replies may overtake each other: the state is that of the last call. */
let lastCall = 0

async function change(method: string, path: string, body?: unknown): Promise<void> {
  lastCall += 1
  const call = lastCall
  const reply = await request<ShopState>(method, path, body)
  if (call === lastCall) state.value = reply
}

/** Runs what a click asked for, and says what came of it. @returns whether it worked */
export async function attempt(action: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await action()
    if (done) notice.value = { text: done, kind: 'done' }
    return true
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    notice.value = { text: error.message, kind: 'failed' }
    return false
  }
}

/** Follows the import of the shop's history until it is done. */
export async function watchHistory(): Promise<void> {
  while (!history.value?.done) {
    if (document.visibilityState === 'visible')
      history.value = await request<HistoryProgress>('GET', '/api/history').catch(() => history.value)
    await new Promise(resolve => setTimeout(resolve, HISTORY_POLL_MS))
  }
}
