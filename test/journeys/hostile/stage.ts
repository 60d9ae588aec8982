import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../browser'
import { openLaurel } from '../servers'
import { documentOf, type Wishes } from './document'
import { createMerchant, type Merchant } from './merchant'
import { PAGES } from './pages'
import { openSite, type Reply } from './site'

const { resolve } = createRequire(import.meta.url)
const FILES: Record<string, [type: string, path: string]> = {
  'bootstrap.css': ['text/css', resolve('bootstrap/dist/css/bootstrap.min.css')],
  'bootstrap.js': ['text/javascript', resolve('bootstrap/dist/js/bootstrap.bundle.min.js')],
  'require.js': ['text/javascript', resolve('requirejs/require.js')],
  'greedy.css': ['text/css', new URL('greedy.css', import.meta.url).pathname],
  'pieces.css': ['text/css', new URL('pieces.css', import.meta.url).pathname],
}
const ICON = '<svg xmlns="http://www.w3.org/2000/svg"/>'

/** One browser, one Laurel and one server of hostile pages, with a merchant whose key the pages use. */
export interface Stage {
  browser: Browser
  origin: string
  api: string
  crust: Merchant
  /** Another shop on the same pages. */
  admit(name: string, codePrefix: string): Promise<Merchant>
  tagOf(merchant: Merchant, nonce?: string): string
  close(): Promise<void>
}

export async function openStage(launch = openBrowser()): Promise<Stage> {
  const merchants: Merchant[] = []
  const [browser, installation] = await Promise.all([launch, openLaurel()])
  const { api } = installation
  const tagOf = ({ publishableKey }: Merchant, nonce?: string) =>
    `<script async ${nonce ? `nonce="${nonce}" ` : ''}src="${api}/widget/v1/laurel.js" data-key="${publishableKey}"></script>`
  const site = await openSite(async (url, cookie) => {
    const [, folder, name = ''] = url.pathname.split('/')
    if (folder === 'favicon.ico') return { type: 'image/svg+xml', body: ICON }
    if (folder === 'files') return fileOf(name)
    if (folder === 'token')
      return tokenOf(merchants[Number(name)], url.searchParams.get('who') ?? whoIn(cookie))
    const page = PAGES[folder || 'plain']?.({ api, tags: merchants.map(each => tagOf(each)) })
    if (!page) return null
    const { searchParams: asked } = url
    const merchant = merchants[Number(asked.get('merchant'))] as Merchant
    return {
      type: 'text/html',
      body: documentOf(page, {
        tag: asked.has('without') ? '' : tagOf(merchant, page.nonce),
        pieces: asked.has('pieces'),
        early: asked.get('early') as Wishes['early'],
      }),
      headers: page.policy ? { 'content-security-policy': page.policy } : {},
    }
  })
  const admit = async (name: string, codePrefix: string) => {
    const merchant = await createMerchant(installation, { name, codePrefix, origin: site.origin })
    merchants.push(merchant)
    return merchant
  }
  return {
    ...{ browser, api, admit, tagOf, origin: site.origin, crust: await admit('Crust', 'CRU') },
    async close() {
      await browser.close()
      await Promise.all([site.close(), installation.close()])
    },
  }
}

function fileOf(name: string): Reply | null {
  const [type, path] = FILES[name] ?? []
  return type && path ? { type, body: readFileSync(path) } : null
}

const whoIn = (cookie: string): string => /who=(\w+)/.exec(cookie)?.[1] ?? ''

/** Nobody is signed in where `who` is empty, and then there is no token. */
async function tokenOf(merchant: Merchant | undefined, who: string): Promise<Reply | null> {
  if (!merchant || !who) return null
  return { type: 'text/plain', body: await merchant.tokenFor(who) }
}

/** A command of the page. */
export const command = (page: Page, ...call: unknown[]): Promise<void> =>
  page.evaluate(
    sent => void (window as unknown as { laurel(...call: unknown[]): void }).laurel(...sent),
    call,
  )

/** Signs in at the page's own shop, or out. */
export const signIn = (page: Page, who: string): Promise<void> =>
  page.evaluate(name => {
    // biome-ignore lint/suspicious/noDocumentCookie: the page's own way, and there is no other over http
    document.cookie = `who=${name}`
  }, who)

/** The page says who is signed in; without a name, whoever is when it is asked. @param merchant in the order they were admitted */
export const identify = (page: Page, who = '', merchant = 0): Promise<void> =>
  page.evaluate(
    address => {
      const { laurel } = window as unknown as { laurel(...call: unknown[]): void }
      laurel('identify', () => fetch(address).then(reply => (reply.ok ? reply.text() : null)))
    },
    who ? `/token/${merchant}?who=${who}` : `/token/${merchant}`,
  )
