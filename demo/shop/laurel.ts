import { effect } from '@preact/signals'
import { navigate, path } from './router'
import { applyCode, shopper } from './state'

type Call = [command: string, ...rest: unknown[]]

declare global {
  interface Window {
    laurel?: { (...call: Call): void; q?: Call[] }
  }
}

/** The script tag may load before or after this: until it is there, calls wait in its queue. */
export function laurel(...call: Call): void {
  window.laurel ??= Object.assign((...waiting: Call) => void window.laurel?.q?.push(waiting), {
    q: [] as Call[],
  })
  window.laurel(...call)
}

/** Everything a shop's pages do for Laurel: say who is here, and take a code into the basket. */
export function connectLaurel(): void {
  laurel('on', 'reward', async ({ code }: { code: string }) => {
    await applyCode(code)
    laurel('close')
    navigate('/basket')
  })
  laurel('on', 'signin', () => {
    laurel('close')
    navigate(`/sign-in?next=${path.value}`)
  })

  let known: string | null = null
  effect(() => {
    const id = shopper.value?.id ?? null
    if (id === known) return
    known = id
    if (id) laurel('identify', fetchToken)
    else laurel('logout')
  })
}

/** Called by the widget now and whenever the token is about to expire. */
async function fetchToken(): Promise<string> {
  const response = await fetch('/loyalty-token')
  if (!response.ok) throw new Error(`no token: ${response.status}`)
  return await response.text()
}
