import type { Call } from './call'
import { invalid } from './refusal'

/** Names that no server on the internet has. */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|localdomain|home\.arpa)$/

/** RFC 6890 and its updates: everything that is not a server on the internet. [first address, prefix length] */
const PRIVATE_V4: [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // A cloud's metadata among them.
  ['169.254.0.0', 16],
  // Azure's own, though it looks like anybody's.
  ['168.63.129.16', 32],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/**
 * Why messages may not be sent to an address, nor images fetched from it, or undefined when they may. `local`: this is
 * a development set-up, where http to the machine itself is allowed.
 */
export function obstacleIn(address: string, local: boolean): string | undefined {
  if (!URL.canParse(address)) return 'must be an address'
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or password'
  if (local && isThisMachine(url)) return undefined
  if (url.protocol !== 'https:') return 'must be an https address'
  const host = url.hostname.replace(/\.$/, '')
  const literal = host.startsWith('[') ? host.slice(1, -1) : /^[\d.]+$/.test(host) ? host : undefined
  const reachable = literal ? isPublicAddress(literal) : host.includes('.') && !PRIVATE_NAMES.test(host)
  return reachable ? undefined : 'must be reachable from the internet'
}

/** Refuses an address of the merchant's that may not be used (`obstacleIn`), by the field it came in. */
export function checkAddress({ platform }: Call, field: string, address: string): void {
  const obstacle = obstacleIn(address, platform.local ?? false)
  if (obstacle) throw invalid(field, obstacle)
}

/** `localhost` and `127.0.0.1`, with or without TLS. */
export const isThisMachine = ({ protocol, hostname }: URL): boolean =>
  /^https?:$/.test(protocol) && /^(localhost|127\.0\.0\.1)$/.test(hostname)

/** Of an IPv4 or IPv6 address as `URL` or a name server writes it; whatever is none is not public. */
export function isPublicAddress(ip: string): boolean {
  if (!ip.includes(':')) return isPublicV4(numberOf(ip))
  const groups = groupsOf(ip.replace(/%.*$/, ''))
  if (!groups) return false
  const [a = 0, b = 0] = groups
  const embedded = (groups[6] ?? 0) * 0x10000 + (groups[7] ?? 0)
  const start = groups.slice(0, 6).join(' ')
  if (start === '0 0 0 0 0 65535' || start === '100 65435 0 0 0 0') return isPublicV4(embedded)
  const isSpecial =
    (a === 0x2001 && b < 0x200) ||
    (a === 0x2001 && b === 0xdb8) ||
    a === 0x2002 ||
    (a === 0x3fff && b < 0x1000)
  return a >= 0x2000 && a < 0x4000 && !isSpecial
}

function isPublicV4(address: number | undefined): boolean {
  if (address === undefined) return false
  return !PRIVATE_V4.some(([first, length]) => {
    const size = 2 ** (32 - length)
    return Math.floor(address / size) === Math.floor((numberOf(first) ?? 0) / size)
  })
}

function numberOf(v4: string): number | undefined {
  const bytes = v4.split('.').map(part => (/^\d{1,3}$/.test(part) ? Number(part) : 256))
  if (bytes.length !== 4 || bytes.some(byte => byte > 255)) return undefined
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

/** The eight groups of an IPv6 address, `::` and a dotted end written out. */
function groupsOf(v6: string): number[] | undefined {
  const hex = v6.replace(/[\d.]+$/, end => (end.includes('.') ? groupsOfV4(end) : end))
  const [left = '', right, ...more] = hex.split('::')
  if (more.length > 0) return undefined
  const parse = (text: string) => (text === '' ? [] : text.split(':'))
  const [before, after] = [parse(left), parse(right ?? '')]
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  if (zeros < 0) return undefined
  const all = [...before, ...Array<string>(zeros).fill('0'), ...after]
  const groups = all.map(group => (/^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : Number.NaN))
  return groups.length === 8 && !groups.some(Number.isNaN) ? groups : undefined
}

function groupsOfV4(dotted: string): string {
  const address = numberOf(dotted)
  if (address === undefined) return 'none'
  return `${Math.floor(address / 0x10000).toString(16)}:${(address % 0x10000).toString(16)}`
}
