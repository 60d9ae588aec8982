import { computed, signal } from '@preact/signals-core'
import type { Me, Storefront } from '../contract'
import type { LaurelError } from './error'
import type { OpenPrompt } from './prompts'

/** `failed` only while there is nothing to show; a refresh that fails leaves what was there. */
export type Status = 'idle' | 'loading' | 'ready' | 'failed'

export type State = ReturnType<typeof createState>

export function createState() {
  const storefront = signal<Storefront | null>(null)
  const me = signal<Me | null>(null)
  const signedIn = signal(false)
  const problem = signal<LaurelError | null>(null)
  const asked = signal(false)
  const prompt = signal<OpenPrompt | null>(null)
  const status = computed<Status>(() => {
    if (storefront.value && (me.value || !signedIn.value)) return 'ready'
    if (problem.value) return 'failed'
    return asked.value ? 'loading' : 'idle'
  })
  const program = computed(() => storefront.value?.program ?? null)
  return { storefront, program, me, signedIn, problem, asked, prompt, status }
}
