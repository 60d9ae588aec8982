/** Two names of one mailbox provider. */
const SAME_DOMAIN = new Map([['googlemail.com', 'gmail.com']])

/**
 * What look-alike addresses have in common: lower case, the local part without its dots and without what follows a
 * plus, googlemail.com as gmail.com. At some providers two of these are two people, so it is a hint and never a proof.
 */
export function normaliseEmail(email: string): string {
  const text = email.trim().toLowerCase()
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = text.slice(at + 1)
  const bare = local.replace(/\+.*$/, '').replaceAll('.', '')
  return `${bare === '' ? local : bare}@${SAME_DOMAIN.get(domain) ?? domain}`
}
