/** A customer token signed by the merchant's server, or how to get one; called again when it has expired. */
export type Identify = string | (() => string | null | undefined | Promise<string | null | undefined>)

/**
 * Whom a customer token speaks for, or null when it is no token at all: a token address may answer a signed-out
 * shopper with an empty page or an error page. The signature is the server's business.
 */
export function subjectOf(token: string | null | undefined): string | null {
  try {
    const payload = token?.trim().split('.')[1] ?? ''
    const binary = atob(payload.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, symbol => symbol.charCodeAt(0))
    const { sub } = JSON.parse(new TextDecoder().decode(bytes)) as { sub?: unknown }
    return typeof sub === 'string' ? sub : null
  } catch {
    return null
  }
}

/** 64 bits of a subject, so that storage tells two shoppers apart without naming them. Not a secret. */
export function fingerprint(subject: string): string {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (const symbol of subject) {
    high = Math.imul(high ^ (symbol.codePointAt(0) as number), 2654435761)
    low = Math.imul(low ^ high, 1597334677)
  }
  return `${high}.${low}`
}

/** `bytes` random bytes in hex. */
export function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes))
  return Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('')
}
