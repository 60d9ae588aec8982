import type { Refusal } from '../wire'

/** What the backend refused, in words for the shopper. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const UNREACHABLE = 'We cannot reach the shop just now. Check your connection and try again.'

/** One call to the shop's backend. @throws Refused */
export async function request<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Refused('unreachable', UNREACHABLE)
  })
  const reply = await response.json().catch(() => undefined)
  if (response.ok && reply !== undefined) return reply as Reply
  const { code = 'unreachable', message = UNREACHABLE } = (reply ?? {}) as Partial<Refusal>
  throw new Refused(code, message)
}
