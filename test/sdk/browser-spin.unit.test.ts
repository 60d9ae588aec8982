import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLaurel } from '../../sdk/browser'
import {
  type Answer,
  fakeShop,
  fakeStorage,
  json,
  meOf,
  problem,
  resultOf,
  storefront,
  tokenFor,
} from './browser.shop'

const SPINS = '/v1/me/spins'

function shopWith(spins: Answer, me: Answer = () => json(meOf('ada'))) {
  return fakeShop({ '/v1/storefront': () => json(storefront), '/v1/me': me, [SPINS]: spins })
}

async function openedIn(shop: ReturnType<typeof fakeShop>, storage = fakeStorage(), who = 'ada') {
  const laurel = createLaurel({
    key: 'pk_test_1',
    api: 'https://api.example',
    fetch: shop.fetch,
    storage,
    identify: () => tokenFor(who),
  })
  await laurel.load()
  return laurel
}

/** Lets back-off pass without waiting for it. */
async function afterWaits<T>(promise: Promise<T>): Promise<T> {
  let done = false
  const settled = promise.finally(() => {
    done = true
  })
  settled.catch(() => {})
  while (!done) await vi.advanceTimersByTimeAsync(250)
  return settled
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a spin', () => {
  it('sends the promise it saw and 16 random bytes of its own', async () => {
    const shop = shopWith(() => json(resultOf('spn_1'), 201))
    const laurel = await openedIn(shop)
    const outcome = await laurel.spin('whl_1')
    const { body, method } = shop.to(SPINS)[0] as { body: Record<string, string>; method: string }
    expect(method).toBe('POST')
    expect(body).toEqual({
      wheelId: 'whl_1',
      commitment: 'c'.repeat(64),
      clientSeed: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect(outcome.sent).toEqual({ commitment: 'c'.repeat(64), clientSeed: body.clientSeed })
  })

  it.each([
    ['a lost connection', () => Promise.reject(new TypeError('failed'))],
    ['a server fault', () => problem('internal', 500)],
    ['a busy server', () => problem('busy', 503, { 'retry-after': '1' })],
    ['too many requests', () => problem('rate_limited', 429, { 'retry-after': '2' })],
    ['a first request still running', () => problem('request_in_progress', 409)],
  ])('is sent again with the same key after %s', async (_, trouble: Answer) => {
    let left = 2
    const shop = shopWith(seen => (left-- > 0 ? trouble(seen) : json(resultOf('spn_1'), 201)))
    const laurel = await openedIn(shop)
    expect((await afterWaits(laurel.spin('whl_1'))).id).toBe('spn_1')
    const sent = shop.to(SPINS)
    expect(sent).toHaveLength(3)
    expect(new Set(sent.map(call => call.idempotencyKey)).size).toBe(1)
    expect(new Set(sent.map(call => call.body.clientSeed)).size).toBe(1)
  })

  it('waits as long as Retry-After says', async () => {
    const times: number[] = []
    const shop = shopWith(() => {
      times.push(Date.now())
      return times.length < 2 ? problem('rate_limited', 429, { 'retry-after': '7' }) : json(resultOf('spn_1'))
    })
    const laurel = await openedIn(shop)
    await afterWaits(laurel.spin('whl_1'))
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThanOrEqual(7000)
  })

  it('gives up after five attempts and keeps the spin for later', async () => {
    const storage = fakeStorage()
    const shop = shopWith(() => problem('internal', 500))
    const laurel = await openedIn(shop, storage)
    await expect(afterWaits(laurel.spin('whl_1'))).rejects.toMatchObject({
      code: 'internal',
      status: 500,
      requestId: 'req_1',
    })
    expect(shop.to(SPINS)).toHaveLength(5)
    expect(await laurel.unfinished()).toEqual(['whl_1'])
  })

  it('is replayed after a reload, and its result shown then', async () => {
    const storage = fakeStorage()
    const lost = shopWith(() => new Promise<Response>(() => {}))
    const before = await openedIn(lost, storage)
    void before.spin('whl_1').catch(() => {})
    await vi.waitFor(() => expect(lost.to(SPINS)).toHaveLength(1))
    before.destroy()

    const shop = shopWith(
      () => json(resultOf('spn_1')),
      () => json(meOf('ada', 'e'.repeat(64))),
    )
    const after = await openedIn(shop, storage)
    expect(await after.unfinished()).toEqual(['whl_1'])
    await after.spin('whl_1')
    const [first, second] = [lost.to(SPINS)[0], shop.to(SPINS)[0]]
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey)
    expect(second?.body).toEqual(first?.body)
    expect(storage.kept.size).toBe(0)
  })

  it('is kept until its result was shown', async () => {
    const storage = fakeStorage()
    const laurel = await openedIn(
      shopWith(() => json(resultOf('spn_1'))),
      storage,
    )
    await laurel.spin('whl_1', () => {
      expect(storage.kept.size).toBe(1)
      expect(laurel.me.value?.points.available).toBe(10)
    })
    expect(storage.kept.size).toBe(0)
  })

  it('of another shopper is never replayed', async () => {
    const storage = fakeStorage()
    const before = await openedIn(
      shopWith(() => problem('internal', 500)),
      storage,
    )
    await afterWaits(before.spin('whl_1')).catch(() => {})
    const shop = shopWith(
      () => json(resultOf('spn_2')),
      () => json(meOf('bea')),
    )
    const other = await openedIn(shop, storage, 'bea')
    expect(await other.unfinished()).toEqual([])
    expect(storage.kept.size).toBe(0)
  })

  it('runs once however often the button is pressed', async () => {
    const shop = shopWith(() => json(resultOf('spn_1')))
    const laurel = await openedIn(shop)
    const [first, second] = await Promise.all([laurel.spin('whl_1'), laurel.spin('whl_1')])
    expect(first).toBe(second)
    expect(shop.to(SPINS)).toHaveLength(1)
  })

  it('with a stale promise reads the new one, so that the next spin may pass', async () => {
    let reads = 0
    const shop = shopWith(
      seen =>
        seen.body.commitment === 'e'.repeat(64) ? json(resultOf('spn_2')) : problem('stale_commitment', 409),
      () => json(meOf('ada', (reads++ ? 'e' : 'c').repeat(64))),
    )
    const laurel = await openedIn(shop)
    await expect(laurel.spin('whl_1')).rejects.toMatchObject({ code: 'stale_commitment' })
    expect((await laurel.spin('whl_1')).id).toBe('spn_2')
    const [first, second] = shop.to(SPINS)
    expect(second?.idempotencyKey).not.toBe(first?.idempotencyKey)
  })

  it('refused for good is forgotten and not sent again', async () => {
    const storage = fakeStorage()
    const shop = shopWith(() => problem('no_spins_left', 409))
    const laurel = await openedIn(shop, storage)
    await expect(laurel.spin('whl_1')).rejects.toMatchObject({ code: 'no_spins_left' })
    expect(shop.to(SPINS)).toHaveLength(1)
    expect(storage.kept.size).toBe(0)
  })

  it('works in a page that blocks storage', async () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const storage = { kept: new Map(), getItem: blocked, setItem: blocked, removeItem: blocked }
    const shop = shopWith(() => json(resultOf('spn_1')))
    expect((await (await openedIn(shop, storage)).spin('whl_1')).id).toBe('spn_1')
  })

  it('writes the new balance at once and tells the page', async () => {
    const heard = vi.fn()
    const laurel = await openedIn(shopWith(() => json(resultOf('spn_1'))))
    laurel.on('spin', heard)
    await laurel.spin('whl_1')
    expect(laurel.me.value?.points.available).toBe(60)
    expect(laurel.me.value?.wheels[0]?.commitment).toBe('d'.repeat(64))
    expect(heard).toHaveBeenCalledOnce()
  })
})
