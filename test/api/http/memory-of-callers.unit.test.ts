import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { hashOfKey } from '../../../api/http/credential'
import { openLimiter } from '../../../api/http/limits'
import { verifyCustomerToken } from '../../../api/merchants/token'
import { networkOf } from '../../../api/store/network'

const CALLERS = 4000
const PADDING = 30_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const heldBytes = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** As the platform cuts it out of what a caller has sent. */
const cutOut = (text: string): string => `${'y'.repeat(PADDING)}${text}`.slice(PADDING)

const SECRET = 'a secret that a merchant shares with us'
const NOW = Date.parse('2026-03-02T10:00:00Z')

async function believed(number: number) {
  const token = await new SignJWT({ sub: `caller-${number}`, aud: 'mer_1', padding: 'y'.repeat(PADDING) })
    .setProtectedHeader({ alg: 'HS256', typ: 'laurel-customer+jwt' })
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 600)
    .sign(new TextEncoder().encode(SECRET))
  expect(await verifyCustomerToken(SECRET, { merchantId: 'mer_1', token }, NOW)).not.toBeNull()
}

const limiter = openLimiter({ secretPerMinute: 1, pagePerMinute: 1 })
const remembering: Record<string, (number: number) => unknown> = {
  'counts, by key': number =>
    limiter({ name: cutOut(`pk_live_of_caller_${number}`), policy: 'page' }, '192.0.2.1', 0),
  'counts, by address': number =>
    limiter({ name: '', policy: 'page' }, cutOut(`no address: of caller ${number}`), 0),
  'knows the network of': number => networkOf(cutOut(`2001:db8:${number.toString(16)}::1`)),
  'believes of a token of': believed,
  'has the hash of': number => hashOfKey(cutOut(`sk_live_of_caller_${number}`)),
}

it.each(Object.keys(remembering))('what it %s costs no more than its own length', async way => {
  const before = heldBytes()
  for (let number = 0; number < CALLERS; number++) await remembering[way]?.(number)
  expect(heldBytes() - before).toBeLessThan((CALLERS * PADDING) / 4)
})
