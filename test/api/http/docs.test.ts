import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../app'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

test('the docs page loads nothing from anywhere else', async () => {
  const { status, text, headers } = await app.request('GET', '/docs')
  expect(status).toBe(200)
  expect(text).not.toMatch(/https?:\/\//)
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  const start = await app.request('GET', '/docs/start.js')
  expect(start.text).toContain('/openapi.json')
})
