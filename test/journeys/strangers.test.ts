import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, visit } from './browser'
import { openShop, type Shop } from './servers'
import { widgetOf } from './widget'

let shop: Shop
let browser: Browser
let stranger: { server: Server; origin: string }
beforeAll(async () => {
  ;[shop, browser] = await Promise.all([openShop(), openBrowser()])
  stranger = await openStranger()
})
afterAll(async () => {
  await browser?.close()
  stranger?.server.close()
  await shop?.close()
})

describe('the policy of the shop', () => {
  it('allows nothing inline and no eval', async () => {
    for (const path of ['/', '/basket', '/sign-in', '/account', '/nowhere']) {
      const policy = (await fetch(shop.origin + path)).headers.get('content-security-policy')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toMatch(/unsafe|nonce|\*|data:|blob:/)
    }
  })

  it('is noticed when it is broken', async () => {
    const { page, faults, close } = await visit(browser)
    await page.goto(shop.origin)
    await page.evaluate(() => document.body.setAttribute('style', 'color: red'))
    await expect.poll(() => faults.join()).toContain('policy: style-src-attr inline')
    await close()
  })
})

describe('a page the key is not bound to', () => {
  it('gets no widget, one line, and no other harm', async () => {
    const { page, faults, close } = await visit(browser)
    const told = page.waitForEvent('console', message => message.text().startsWith('Laurel:'))
    await page.goto(stranger.origin)
    await told
    expect(await widgetOf(page).host.count()).toBe(0)
    expect(faults.filter(fault => fault.startsWith('warning:'))).toHaveLength(1)
    expect(faults.filter(fault => fault.startsWith('script:'))).toEqual([])
    await close()
  })

  it('can read neither the programme nor a shopper', async () => {
    const token = await shop.laurel.signCustomerToken({ externalId: 'somebody' })
    const { page, close } = await visit(browser)
    await page.goto(stranger.origin)
    const read = (path: string, headers: Record<string, string>) =>
      page.evaluate(([url, sent]) => fetch(url, { headers: sent }).then(String, String), [
        `${shop.api}${path}?key=${shop.keys.publishableKey}`,
        headers,
      ] as const)
    expect(await read('/v1/storefront', {})).toBe('TypeError: Failed to fetch')
    expect(await read('/v1/me', { authorization: `Bearer ${token}` })).toBe('TypeError: Failed to fetch')
    await close()
  })
})

/** Somebody else's page with the shop's script tag in it. */
async function openStranger() {
  const tag = `<script async src="${shop.api}/widget/v1/laurel.js" data-key="${shop.keys.publishableKey}"></script>`
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(
      `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">${tag}`,
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` }
}
