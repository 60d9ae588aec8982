import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { LaurelError, verifyWebhook } from '../../sdk/server'

/**
 * From the tests of the JavaScript library of https://github.com/standard-webhooks/standard-webhooks, revision
 * b2fa7b87, licensed Apache-2.0.
 */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  payload: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const WRONG = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
const OTHER = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

const headers = (changed: Record<string, string | undefined> = {}) => ({
  'webhook-id': VECTOR.id,
  'webhook-timestamp': String(VECTOR.timestamp),
  'webhook-signature': VECTOR.signature,
  ...changed,
})
const signed = (signature: string) => headers({ 'webhook-signature': signature })
const at = (seconds: number) => vi.setSystemTime((VECTOR.timestamp + seconds) * 1000)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  at(0)
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a webhook', () => {
  test.each([
    ['as it was sent', headers(), VECTOR.secret],
    [
      'with names in capitals',
      Object.fromEntries(Object.entries(headers()).map(([k, v]) => [k.toUpperCase(), v])),
      VECTOR.secret,
    ],
    ['with headers of fetch', new Headers(headers() as Record<string, string>), VECTOR.secret],
    ['with a signature among others', signed(`${WRONG} v2,x ${VECTOR.signature} v1a,y`), VECTOR.secret],
    ['with a secret without its prefix', headers(), VECTOR.secret.slice('whsec_'.length)],
    ['with one of two secrets', headers(), [OTHER, VECTOR.secret]],
  ])('is believed %s', (_, sent, secret) => {
    expect(verifyWebhook(VECTOR.payload, sent, secret)).toEqual({ test: 2432232314 })
    expect(verifyWebhook(new TextEncoder().encode(VECTOR.payload), sent, secret)).toBeDefined()
  })

  test.each([
    ['another signature', signed(WRONG)],
    ['a signature of one other letter', signed(VECTOR.signature.replace('LJ1OE', 'awdd'))],
    ['a signature that is none', signed('v1,dawfeoifkpqwoekfpqoekf')],
    ['an empty signature', signed('v1,')],
    ['a version alone', signed('v1')],
    ['a scheme it does not know', signed(VECTOR.signature.replace('v1', 'v2'))],
    ['no id', headers({ 'webhook-id': undefined })],
    ['another id', headers({ 'webhook-id': 'msg_1' })],
    ['no time', headers({ 'webhook-timestamp': undefined })],
    ['a time that is none', headers({ 'webhook-timestamp': 'hello' })],
    ['another time', headers({ 'webhook-timestamp': String(VECTOR.timestamp + 1) })],
    ['no signature', headers({ 'webhook-signature': undefined })],
  ])('is refused with %s', (_, sent) => {
    expect(() => verifyWebhook(VECTOR.payload, sent, VECTOR.secret)).toThrow(LaurelError)
  })

  test.each([
    ['another payload', '{"test":2432232314}', VECTOR.secret],
    ['another secret', VECTOR.payload, OTHER],
    ['an empty secret', VECTOR.payload, ''],
    ['a secret that is only a prefix', VECTOR.payload, 'whsec_'],
    ['no secrets', VECTOR.payload, []],
  ])('is refused with %s', (_, payload, secret) => {
    const verify = () => verifyWebhook(payload, headers(), secret)
    expect(verify).toThrow(expect.objectContaining({ name: 'LaurelError', code: 'webhook_invalid' }))
  })

  test('is believed for five minutes to either side', () => {
    for (const seconds of [-300, 300]) {
      at(seconds)
      expect(verifyWebhook(VECTOR.payload, headers(), VECTOR.secret)).toBeDefined()
      at(seconds * 1.01)
      expect(() => verifyWebhook(VECTOR.payload, headers(), VECTOR.secret)).toThrow(/too (old|new)/)
    }
  })
})
