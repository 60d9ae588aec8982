import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { choosePrompt, createLaurel, type Laurel } from '../../sdk/browser'
import type { Prompt } from '../../sdk/contract'
import { fakeShop, fakeStorage, json, meOf, problem, storefront, tokenFor } from './browser.shop'

const survey = (id: string, pages: string[] = []): Prompt => ({
  kind: 'survey',
  survey: { id, kind: 'nps', pages, texts: {}, thanks: null },
  source: null,
})
const nothingShownOn = (path: string) => ({ session: 0, page: 0, path })
const budget = { perPage: 1, perSession: 2, quietPages: ['/checkout*'] }

afterEach(() => vi.unstubAllGlobals())

const goTo = (path: string) => vi.stubGlobal('location', { pathname: path })

/** A server that allows so many showings in all, as its budget of days does. */
function shopAllowing(showings: number, prompts: Prompt[]) {
  let left = showings
  return fakeShop({
    '/v1/storefront': () => json(storefront),
    '/v1/me': () => json({ ...meOf('ada'), prompts: left > 0 ? prompts : [] }),
    '/v1/me/prompts': () =>
      left-- > 0 ? json({ id: `prm_${left}`, shownAt: '' }, 201) : problem('prompt_not_due', 409),
    ...Object.fromEntries(
      [0, 1, 2, 3].map(each => [
        `/v1/me/prompts/prm_${each}/dismissals`,
        () => new Response(null, { status: 204 }),
      ]),
    ),
    '/v1/me/responses': ({ body }) =>
      json({ id: 'rsp_1', complete: String(body.complete) !== 'false', earned: {} }),
  })
}

function tabOf(
  shop: ReturnType<typeof fakeShop>,
  { storage = fakeStorage(), tabStorage = fakeStorage() } = {},
): Laurel {
  return createLaurel({
    ...{ key: 'pk_test_1', api: 'https://api.example', fetch: shop.fetch },
    ...{ storage, tabStorage, identify: tokenFor('ada') },
  })
}

describe('the next prompt', () => {
  it('is the first that fits the page', () => {
    const prompts = [survey('a', ['/orders/*']), survey('b', ['/']), survey('c')]
    const chosenOn = (path: string) => {
      const chosen = choosePrompt(prompts, nothingShownOn(path), budget)
      return chosen?.kind === 'survey' && chosen.survey.id
    }
    expect(['/orders/1', '/', '/orders', '/x'].map(chosenOn)).toEqual(['a', 'b', 'c', 'c'])
  })

  it('is none once the page or the tab has had its share', () => {
    expect(choosePrompt([survey('a')], { session: 1, page: 1, path: '/' }, budget)).toBeNull()
    expect(choosePrompt([survey('a')], { session: 2, page: 0, path: '/' }, budget)).toBeNull()
  })

  it('is none where nothing is asked', () => {
    const chosenOn = (path: string) => choosePrompt([survey('a')], nothingShownOn(path), budget)
    expect(['/checkout', '/checkout/payment'].map(chosenOn)).toEqual([null, null])
    expect(chosenOn('/')).not.toBeNull()
  })

  it('takes the dots and brackets of a path for themselves', () => {
    expect(choosePrompt([survey('a', ['/a.b(c'])], nothingShownOn('/axb(c'), budget)).toBeNull()
    expect(choosePrompt([survey('a', ['/a.b(c'])], nothingShownOn('/a.b(c'), budget)).not.toBeNull()
  })
})

describe('a prompt', () => {
  it('waits while the page is a quiet one', async () => {
    goTo('/')
    const shop = shopAllowing(1, [survey('srv_1')])
    const laurel = tabOf(shop)
    await laurel.load()
    const open = await laurel.ask()
    expect(open).toMatchObject({ id: 'prm_0' })
    goTo('/checkout')
    expect(await laurel.ask()).toBeNull()
    expect(laurel.prompt.value).toBeNull()
    goTo('/')
    expect(await laurel.ask()).toEqual(open)
  })

  it('stays open through a reload, and closes with its answer', async () => {
    goTo('/')
    const shop = shopAllowing(1, [survey('srv_1')])
    const tabStorage = fakeStorage()
    const first = tabOf(shop, { tabStorage })
    await first.load()
    expect(await first.ask()).toMatchObject({ id: 'prm_0' })
    const again = tabOf(shop, { tabStorage })
    await again.load()
    expect(await again.ask()).toMatchObject({ id: 'prm_0' })
    await again.answer({ surveyId: 'srv_1', promptId: 'prm_0', score: 9, complete: false })
    expect(again.prompt.value).not.toBeNull()
    await again.answer({ surveyId: 'srv_1', promptId: 'prm_0', score: 9, comment: 'Lovely' })
    expect(again.prompt.value).toBeNull()
    expect(shop.to('/v1/me/prompts')).toHaveLength(1)
  })

  it('of another shopper in the same tab is not shown', async () => {
    goTo('/')
    const shop = shopAllowing(1, [survey('srv_1')])
    const tabStorage = fakeStorage()
    const laurel = tabOf(shop, { tabStorage })
    await laurel.load()
    await laurel.ask()
    await laurel.identify(tokenFor('bob'))
    expect(laurel.prompt.value).toBeNull()
    expect(await laurel.ask()).toBeNull()
  })

  it('is dismissed once', async () => {
    goTo('/')
    const shop = shopAllowing(1, [survey('srv_1')])
    const laurel = tabOf(shop)
    await laurel.load()
    await laurel.ask()
    await Promise.all([laurel.dismiss(), laurel.dismiss()])
    expect(shop.to('/v1/me/prompts/prm_0/dismissals')).toHaveLength(1)
  })
})

/** What a shopper may do: walk, reload, open another tab, close the prompt, look. */
const walks = fc.array(
  fc.record({
    tab: fc.nat({ max: 2 }),
    path: fc.constantFrom('/', '/a', '/b', '/orders/1'),
    reload: fc.boolean(),
    close: fc.boolean(),
  }),
  { maxLength: 25 },
)

it('keeps the budget of page, tab and days under any walk through the shop', async () => {
  await fc.assert(
    fc.asyncProperty(walks, fc.nat({ max: 4 }), async (walk, allowed) => {
      const shop = shopAllowing(allowed, [survey('srv_1')])
      const storage = fakeStorage()
      const tabs = [0, 1, 2].map(() => ({ tabStorage: fakeStorage(), path: '', onPage: 0, shown: new Set() }))
      const all = new Set<string>()
      const open = new Map<number, Laurel>()
      for (const step of walk) {
        const tab = tabs[step.tab] as (typeof tabs)[number]
        goTo(step.path)
        if (tab.path !== step.path) Object.assign(tab, { path: step.path, onPage: 0 })
        if (step.reload || !open.has(step.tab)) {
          const laurel = tabOf(shop, { storage, tabStorage: tab.tabStorage })
          await laurel.load()
          open.set(step.tab, laurel)
        }
        const laurel = open.get(step.tab) as Laurel
        const prompt = await laurel.ask()
        if (prompt && !tab.shown.has(prompt.id)) {
          tab.onPage += 1
          tab.shown.add(prompt.id)
          expect(all.has(prompt.id)).toBe(false)
          all.add(prompt.id)
        }
        expect(tab.onPage).toBeLessThanOrEqual(1)
        expect(tab.shown.size).toBeLessThanOrEqual(2)
        expect(all.size).toBeLessThanOrEqual(allowed)
        if (step.close) await laurel.dismiss().catch(() => {})
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)
