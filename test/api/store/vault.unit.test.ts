import { createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openVault } from '../../../api/store/vault'

const SECRET = 'a secret of more than thirty-two characters'
const vault = await openVault(SECRET)
const flip = (text: string, i: number) => text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1)

const hmacBy = (purpose: string, message: string) =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', SECRET, '', purpose, 32)))
    .update(message)
    .digest()

describe('openVault', () => {
  it('refuses a secret of 31 characters and takes one of 32', async () => {
    await expect(openVault('x'.repeat(31))).rejects.toThrow('LAUREL_SECRET must have at least 32 characters')
    await expect(openVault('x'.repeat(32))).resolves.toBeDefined()
  })
})

describe('seal', () => {
  it('gives back any text to the same context', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (plain, context) => {
        expect(await vault.unseal(await vault.seal(plain, context), context)).toBe(plain)
      }),
    )
  })

  it('never seals the same text alike', async () => {
    expect(await vault.seal('same', 'row')).not.toBe(await vault.seal('same', 'row'))
  })

  it('refuses a text moved to another row', async () => {
    const sealed = await vault.seal('whsec_1', 'merchant:1')
    await expect(vault.unseal(sealed, 'merchant:2')).rejects.toThrow('cannot unseal')
  })

  it('refuses a text in which any symbol was changed', async () => {
    const sealed = await vault.seal('six by', 'row')
    for (let i = 0; i < sealed.length - 1; i++)
      await expect(vault.unseal(flip(sealed, i), 'row')).rejects.toThrow('cannot unseal')
  })

  it('refuses a short text, another alphabet and another secret', async () => {
    const other = await openVault(`${SECRET}!`)
    const sealed = await vault.seal('text', 'row')
    await expect(other.unseal(sealed, 'row')).rejects.toThrow('cannot unseal')
    for (const broken of ['', 'AAAA', '***', sealed.slice(0, 20)])
      await expect(vault.unseal(broken, 'row')).rejects.toThrow('cannot unseal')
  })
})

describe('serverSeed', () => {
  it('is the HMAC of wheel, customer and nonce under the derived key', async () => {
    const seed = await vault.serverSeed('whl_1', 'cus_2', 3)
    expect(Buffer.from(seed)).toEqual(hmacBy('laurel/v1/fairness', 'whl_1:cus_2:3'))
  })

  it('differs by wheel, customer, nonce and secret', async () => {
    const other = await openVault(`${SECRET}!`)
    const seeds = await Promise.all([
      vault.serverSeed('whl_1', 'cus_2', 3),
      vault.serverSeed('whl_2', 'cus_2', 3),
      vault.serverSeed('whl_1', 'cus_3', 3),
      vault.serverSeed('whl_1', 'cus_2', 4),
      other.serverSeed('whl_1', 'cus_2', 3),
    ])
    expect(new Set(seeds.map(seed => Buffer.from(seed).toString('hex'))).size).toBe(seeds.length)
  })
})

describe('codeLookup', () => {
  it('is the HMAC of merchant and code under a key of its own', async () => {
    const lookup = hmacBy('laurel/v1/codes', 'mer_1:7K3M').toString('base64url')
    expect(await vault.codeLookup('mer_1', '7K3M')).toBe(lookup)
    expect(await vault.codeLookup('mer_2', '7K3M')).not.toBe(lookup)
  })
})

describe('networkHash', () => {
  const noon = Date.parse('2026-11-22T12:00:00Z')
  const same = async (a: string, b: string) =>
    (await vault.networkHash(a, noon)) === (await vault.networkHash(b, noon))

  it('is the same all UTC day and another one the next', async () => {
    const hash = await vault.networkHash('203.0.113.7', Date.parse('2026-11-22T00:00:00Z'))
    expect(await vault.networkHash('203.0.113.7', Date.parse('2026-11-22T23:59:59.999Z'))).toBe(hash)
    expect(await vault.networkHash('203.0.113.7', Date.parse('2026-11-23T00:00:00Z'))).not.toBe(hash)
  })

  it('is one for all addresses of an IPv6 /64', async () => {
    expect(await same('2001:db8:1:2::1', '2001:0DB8:1:2:ffff:ffff:ffff:ffff')).toBe(true)
    expect(await same('2001:db8:1:2::1', '2001:db8:1:3::1')).toBe(false)
    expect(await same('::1', '0:0:0:0:0:0:0:1')).toBe(true)
    expect(await same('fe80::1%eth0', '[fe80::2]:443')).toBe(true)
  })

  it('takes IPv4-mapped IPv6 for the IPv4 it is', async () => {
    expect(await same('::ffff:203.0.113.7', '203.0.113.7')).toBe(true)
    expect(await same('::ffff:cb00:7107', '203.0.113.7:5678')).toBe(true)
    expect(await same('::ffff:203.0.113.7', '::ffff:203.0.113.8')).toBe(false)
  })

  it('takes what is no address as it stands', async () => {
    expect(await same(' Office ', 'office')).toBe(true)
    expect(await same('not:an:address', 'not:another')).toBe(false)
  })
})

describe('emailKey', () => {
  it('is the same for one address of one merchant, and another one elsewhere', async () => {
    const key = await vault.emailKey('mer_a', 'ada@example.com')
    expect(await vault.emailKey('mer_a', 'ada@example.com')).toBe(key)
    expect(await vault.emailKey('mer_b', 'ada@example.com')).not.toBe(key)
    expect(await vault.emailKey('mer_a', 'bob@example.com')).not.toBe(key)
  })
})

describe('customerKey', () => {
  it('is the HMAC of merchant, kind of name and name under a key of its own', async () => {
    const key = await vault.customerKey('mer_a', 'id', 'ada')
    expect(key).toBe(hmacBy('laurel/v1/customers', 'mer_a:id:ada').toString('base64url'))
    expect(await vault.emailKey('mer_a', 'ada')).not.toBe(key)
    expect(await vault.customerKey('mer_b', 'id', 'ada')).not.toBe(key)
    expect(await vault.customerKey('mer_a', 'email', 'ada')).not.toBe(key)
  })
})

describe('guestKey', () => {
  it('is the HMAC of the merchant under a key of its own', async () => {
    const key = await vault.guestKey('mer_a')
    expect(Buffer.from(key)).toEqual(hmacBy('laurel/v1/guests', 'mer_a'))
    expect(await vault.guestKey('mer_b')).not.toEqual(key)
  })
})
