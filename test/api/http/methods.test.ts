import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test.close())

const answer = async (method: string, path: string, body?: object) => {
  const { status, headers, body: problem } = await test.request<Problem>(method, path, { body })
  return [status, problem.code, headers.get('Allow')]
}

describe('an address', () => {
  it('says which methods it takes', async () => {
    expect(await answer('DELETE', '/v1/program')).toEqual([405, 'method_not_allowed', 'GET, PUT'])
    expect(await answer('PUT', '/v1/customers', {})).toEqual([405, 'method_not_allowed', 'GET, POST'])
    expect(await answer('PUT', '/v1/customers/cus_1', {})).toEqual([
      ...[405, 'method_not_allowed', 'DELETE, GET, PATCH'],
    ])
    expect(await answer('POST', '/openapi.json', {})).toEqual([405, 'method_not_allowed', 'GET'])
  })

  it('that does not exist takes none', async () => {
    for (const path of ['/v1/nothing', '/v1/program/', '/v1', '/', '/v1/customers/a/b/c'])
      expect([path, ...(await answer('GET', path))]).toEqual([path, 404, 'not_found', null])
  })
})

describe('the id of a request', () => {
  const idOf = async (sent?: string) => {
    const headers: Record<string, string> = sent === undefined ? {} : { 'X-Request-Id': sent }
    const { headers: got, body } = await test.request<Problem>('GET', '/v1/nothing', { headers })
    expect(body.requestId).toBe(got.get('X-Request-Id'))
    return body.requestId
  }

  it('is made when none is sent', async () => {
    const ids = [await idOf(), await idOf()]
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/)
    expect(ids[0]).not.toBe(ids[1])
  })

  it('comes back when it is sent', async () => {
    for (const sent of ['mine-1', 'a'.repeat(255), 'A_b-C=9']) expect(await idOf(sent)).toBe(sent)
  })

  it('is replaced when it is too long or of unsafe symbols', async () => {
    for (const sent of ['a'.repeat(256), '<script>', 'a b', 'x"y', '../etc', 'a;b'])
      expect(await idOf(sent)).toMatch(/^req_/)
  })
})

it('every answer says how a browser may treat it', async () => {
  const merchant = await test.createMerchant()
  const secure = {
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Referrer-Policy': 'no-referrer',
  }
  for (const path of ['/healthz', '/v1/program', '/v1/nothing', '/docs']) {
    const { headers } = await test.request('GET', path, { key: merchant.secretKey })
    for (const [name, value] of Object.entries(secure))
      expect([path, name, headers.get(name)]).toEqual([path, name, value])
    expect(headers.get('X-Powered-By')).toBeNull()
  }
})
