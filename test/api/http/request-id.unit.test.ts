import { expect, it } from 'vitest'
import { requestIdOf } from '../../../api/http/request-id'

it('the id of a request is new each time, however many there are', () => {
  const ids = Array.from({ length: 1000 }, () => requestIdOf(() => null))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/)
})
