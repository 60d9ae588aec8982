import { describe, expect, it } from 'vitest'
import { requestIdOf } from '../../../api/http/request-id'

describe('the id of a request', () => {
  it('is new each time', () => {
    const ids = Array.from({ length: 1000 }, () => requestIdOf(() => null))
    expect(new Set(ids).size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/)
  })

  it('is the one that was sent, where it can stand in a log', () => {
    expect(requestIdOf(() => 'trace-1=')).toBe('trace-1=')
    for (const sent of ['', 'a b', 'a\nb', '"', 'x'.repeat(256)])
      expect(requestIdOf(() => sent)).toMatch(/^req_[0-9a-f]{32}$/)
  })
})
