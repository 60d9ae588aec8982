import { flat } from './flat'
import { remember } from './remember'

const IPV4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d+)?$/
const GROUPS_OF_A_SUBNET = 4
/** Whoever calls is likely to call again. */
const MOST_NETWORKS = 10_000

/**
 * The network an address belongs to, as one name per household or office: IPv4 as it is, IPv4-mapped IPv6
 * as its IPv4, IPv6 as its /64 (RFC 4291 gives a site no less, so the rest of the address is free to change).
 * Ports, brackets and zones are dropped. What is no address names itself.
 */
export const networkOf = remember(MOST_NETWORKS, networkIn, flat)

function networkIn(address: string): string {
  const text = address.trim().toLowerCase()
  const v4 = IPV4.exec(text)?.[1]
  if (v4 !== undefined) return dotted(v4.split('.').map(Number))
  const groups = groupsOf(text)
  if (!groups) return flat(text)
  const mapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff
  if (mapped) return dotted(groups.slice(6).flatMap(group => [group >> 8, group & 0xff]))
  const subnet = groups.slice(0, GROUPS_OF_A_SUBNET).map(group => group.toString(16))
  return `${subnet.join(':')}::/64`
}

const dotted = (bytes: number[]) => bytes.join('.')

/** The eight 16-bit groups; the URL parser of the platform is the one that knows every spelling. */
function groupsOf(text: string): number[] | undefined {
  const bare = text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/%.*$/, '')
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return undefined
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const before = parseGroups(head)
  if (tail === undefined) return before
  const after = parseGroups(tail)
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after]
}

const parseGroups = (text: string) =>
  text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
