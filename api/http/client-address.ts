import { isIP } from 'node:net'

/**
 * Where a request comes from, when so many proxies of ours stand in front. Each appends the address it was reached
 * from to `X-Forwarded-For`, so what they say is read from the right; whatever stands further left was sent by the
 * client, who can write there what they like. A chain that is too short did not come through all of our proxies.
 *
 * @param peer the other end of the connection
 * @param proxies how many of ours; 0: the header is not looked at
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | null,
  proxies: number,
): string {
  const connected = peer ?? 'unknown'
  if (proxies === 0) return connected
  const named = forwardedFor?.split(',').at(-proxies)?.trim() ?? ''
  return isIP(withoutPort(named)) ? named : connected
}

/** Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`. */
function withoutPort(address: string): string {
  return address.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}
