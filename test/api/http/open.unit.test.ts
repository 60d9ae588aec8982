import { OpenAPIHono } from '@hono/zod-openapi'
import { expect, test, vi } from 'vitest'
import type { Env, Platform } from '../../../api/http/call'
import { openRoutes } from '../../../api/http/open'

test('makes the OpenAPI document once', async () => {
  const api = new OpenAPIHono<Env>()
  api.use(async (c, next) => {
    c.set('platform', { publicUrl: 'https://api.laurel.test' } as Platform)
    await next()
  })
  openRoutes(api)
  const made = vi.spyOn(api, 'getOpenAPI31Document')
  const replies = [await api.request('/openapi.json'), await api.request('/openapi.json')]
  const [first, second] = await Promise.all(replies.map(reply => reply.text()))
  expect(second).toBe(first)
  expect(JSON.parse(first ?? '').servers).toEqual([{ url: 'https://api.laurel.test' }])
  expect(replies[0]?.headers.get('Content-Type')).toBe('application/json')
  expect(made).toHaveBeenCalledTimes(1)
})
