import { describe, expect, it } from 'vitest'
import { clientAddress } from '../../../api/http/client-address'

const PEER = '10.0.0.1'

describe('the address of a client', () => {
  it('is the other end of the connection where no proxy is trusted', () => {
    expect(clientAddress(PEER, '203.0.113.7', 0)).toBe(PEER)
    expect(clientAddress(undefined, null, 0)).toBe('unknown')
  })

  it('is what the last proxy says it was reached from', () => {
    expect(clientAddress(PEER, '203.0.113.7', 1)).toBe('203.0.113.7')
    expect(clientAddress(PEER, ' 203.0.113.7 ', 1)).toBe('203.0.113.7')
  })

  it('is not what the client wrote itself', () => {
    expect(clientAddress(PEER, '198.51.100.1, 203.0.113.7', 1)).toBe('203.0.113.7')
    expect(clientAddress(PEER, '198.51.100.1,198.51.100.2,203.0.113.7,10.0.0.2', 2)).toBe('203.0.113.7')
  })

  it('is the other end where the chain is shorter than ours, or names no address', () => {
    for (const header of [null, '', ',', 'unknown', '_hidden', 'evil, unknown', '203.0.113.7, '])
      expect(clientAddress(PEER, header, 1)).toBe(PEER)
    expect(clientAddress(PEER, '203.0.113.7', 2)).toBe(PEER)
  })

  it.each(['2001:db8::1', '[2001:db8::1]', '[2001:db8::1]:4711', '203.0.113.7:4711'])(
    'may be written as %s',
    address => {
      expect(clientAddress(PEER, `198.51.100.1, ${address}`, 1)).toBe(address)
    },
  )
})
