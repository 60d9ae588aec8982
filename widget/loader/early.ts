import type { EarlyReplies, Identify } from '../../sdk/browser'
import type { Me } from '../../sdk/contract'

const TIMEOUT_MS = 15_000

/** Asks once for what the widget shows first: at idle for the launcher, or beside the panel's own file. */
export function createEarly(api: string, key: string) {
  let replies: EarlyReplies = {}

  const read = async <T>(path: string, token?: string): Promise<T> => {
    const reply = await fetch(`${api}/v1/${path}?key=${encodeURIComponent(key)}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
      priority: 'low',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    } as RequestInit)
    if (!reply.ok) throw new Error(`${reply.status}`)
    return reply.json()
  }

  return {
    /** @param ask the signed-in shopper, if there is one */
    replies(ask: Identify | null): EarlyReplies {
      replies.storefront ??= quiet(read('storefront'))
      if (ask && !replies.me) {
        replies.token = quiet(Promise.resolve(typeof ask === 'function' ? askSafely(ask) : ask).then(asToken))
        replies.me = quiet(replies.token.then(token => read<Me>('me', token)))
      }
      return replies
    },
    /** What was read for a shopper is not read by the next. */
    forgetShopper() {
      replies = { storefront: replies.storefront }
    },
    forget() {
      replies = {}
    },
  }
}

const askSafely = async (ask: Exclude<Identify, string>) => ask()

/** A token address may answer a signed-out shopper with nothing, or with a page. */
function asToken(answer: string | null | undefined): string {
  const token = answer?.trim() ?? ''
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new Error('signed out')
  return token
}

/** A failure is told to whoever waits, not to the console. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {})
  return promise
}
