import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCode } from '../../../api/rewards/code'
import { redact } from '../../../api/telemetry/redact'

const KEY = 'pk_live_01h2xcejqtf2nbrexx3vqjhp41_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCde'

describe('text of others’ making', () => {
  it.each([
    ['a token', 'bad eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2ln-X_Y sent', 'bad [token] sent'],
    ['a key', `no ${KEY}, sorry`, 'no [key], sorry'],
    ['a key of the operator', 'Bearer admin_9sXb-_7a', 'Bearer [key]'],
    ['a webhook’s secret', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', '[key]'],
    ['an address', 'ada.lovelace+shop@mail.example.com wrote', '[e-mail] wrote'],
    ['a network', 'connect ECONNREFUSED 203.0.113.7:8080', 'connect ECONNREFUSED [address]:8080'],
    ['a network of IPv6', 'from 2001:db8:1:2::1 again', 'from [address] again'],
    ['an IPv4 within IPv6', 'from ::ffff:203.0.113.7', 'from [address]'],
  ])('shows not %s', (_, text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it('shows no code, with a prefix or without', () => {
    fc.assert(
      fc.property(fc.constantFrom(null, 'GIFT', 'X1'), prefix => {
        const code = makeCode(bytes => new Uint8Array(randomBytes(bytes)), prefix)
        expect(redact(`code ${code} is used`)).toBe('code [code] is used')
      }),
    )
  })

  it.each([
    'SQLITE_CONSTRAINT_UNIQUE: UNIQUE constraint failed: journal.customer_id, journal.seq',
    'no such table: _migrations',
    "Cannot read properties of undefined (reading 'id')",
    'at file:///laurel/node_modules/@libsql/client/lib-esm/sqlite3.js:12:3',
  ])('is left alone where it is harmless: %s', text => {
    expect(redact(text)).toBe(text)
  })

  it('is cut where it is long', () => {
    expect(redact(`${'ab '.repeat(165)}ada@example.com and more`)).toBe(`${'ab '.repeat(165)}…`)
    expect(redact('x'.repeat(10_000))).toBe('…')
  })
})
