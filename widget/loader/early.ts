import type { EarlyReplies, Identify } from '../../sdk/browser'
import type { Me } from '../../sdk/contract'
import { quiet } from './quiet'

const TIMEOUT_MS = 15_000

/** Asks once for what the widget shows first: at idle for the launcher, or beside the panel's own file. */
export function createEarly(api: string, key: string) {
  let replies: EarlyReplies = {}

  const read = async <T>(path: string, token?: string): Promise<T> => {
    const reply = await fetch(`${api}/v1/${path}?key=${encodeURIComponent(key)}`, {
      headers: token && { authorization: `Bearer ${token}` },
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
        replies.token = quiet(tokenFrom(ask))
        replies.me = quiet(replies.token.then(token => read<Me>('me', token)))
      }
      return replies
    },
    /** What was read for a shopper is not read by the next. @param all the programme, too */
    forget(all?: boolean) {
      replies = all ? {} : { storefront: replies.storefront }
    },
  }
}

/** A token address may answer a signed-out shopper with nothing, or with a page. */
async function tokenFrom(ask: Identify): Promise<string> {
  const token = (typeof ask === 'function' ? await ask() : ask)?.trim() ?? ''
  if (!/^([\w-]+\.){2}[\w-]+$/.test(token)) throw new Error('signed out')
  return token
}
