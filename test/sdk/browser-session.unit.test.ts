import { describe, expect, it, vi } from 'vitest'
import { createLaurel, type LaurelOptions } from '../../sdk/browser'
import type { Me } from '../../sdk/contract'
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

const expired = () => problem('token_expired', 401)
const nameOf = (me: Me | null) => me?.customer.externalId

function shopWith(me: Answer, more: Record<string, Answer> = {}) {
  return fakeShop({ '/v1/storefront': () => json(storefront), '/v1/me': me, ...more })
}

function laurelIn(shop: ReturnType<typeof fakeShop>, options: Partial<LaurelOptions> = {}) {
  return createLaurel({
    key: 'pk_test_1',
    api: 'https://api.example',
    fetch: shop.fetch,
    storage: fakeStorage(),
    ...options,
  })
}

/** Answers that wait until the test lets them go. */
function held() {
  const waiting: (() => void)[] = []
  const hold = (response: () => Response) =>
    new Promise<Response>(resolve => waiting.push(() => resolve(response())))
  return { hold, release: () => waiting.splice(0).forEach(go => void go()), waiting }
}

describe('loading', () => {
  it('without a shopper is ready with the programme alone', async () => {
    const laurel = laurelIn(shopWith(() => json({})))
    expect(laurel.status.value).toBe('idle')
    const loading = laurel.load()
    expect(laurel.status.value).toBe('loading')
    await loading
    expect(laurel.status.value).toBe('ready')
    expect(laurel.program.value?.name).toBe('Club')
    expect(laurel.me.value).toBeNull()
  })

  it('tells the page once that it is ready', async () => {
    const laurel = laurelIn(
      shopWith(() => json(meOf('ada'))),
      { identify: tokenFor('ada') },
    )
    const ready = vi.fn()
    laurel.on('ready', ready)
    await laurel.load()
    await laurel.load()
    expect(ready).toHaveBeenCalledExactlyOnceWith({ signedIn: true })
  })

  it('says why it failed, and recovers when tried again', async () => {
    let broken = true
    const laurel = laurelIn(
      shopWith(() => (broken ? problem('origin_not_allowed', 403) : json(meOf('ada')))),
      {
        identify: tokenFor('ada'),
      },
    )
    const heard = vi.fn()
    laurel.on('error', heard)
    await laurel.load()
    expect(laurel.status.value).toBe('failed')
    expect(laurel.problem.value?.code).toBe('origin_not_allowed')
    expect(heard).toHaveBeenCalledOnce()
    broken = false
    await laurel.load()
    expect(laurel.status.value).toBe('ready')
  })

  it('uses replies the page has asked for already', async () => {
    const shop = shopWith(() => json(meOf('bea')))
    const laurel = laurelIn(shop, {
      identify: () => tokenFor('ada'),
      early: {
        storefront: Promise.resolve(storefront),
        token: Promise.resolve(tokenFor('ada')),
        me: Promise.resolve(meOf('ada')),
      },
    })
    await laurel.load()
    expect(nameOf(laurel.me.value)).toBe('ada')
    expect(shop.calls).toHaveLength(0)
  })

  it('asks again when an early reply failed', async () => {
    const shop = shopWith(() => json(meOf('ada')))
    const lost = Promise.reject(new Error('lost'))
    const laurel = laurelIn(shop, { identify: tokenFor('ada'), early: { storefront: lost, me: lost } })
    await laurel.load()
    expect(laurel.status.value).toBe('ready')
    expect(shop.calls).toHaveLength(2)
  })
})

describe('a token', () => {
  it('that expired is renewed once and the call repeated', async () => {
    let serial = 0
    const ask = vi.fn(() => tokenFor('ada', ++serial))
    const shop = shopWith(({ token }) => (token === tokenFor('ada', 1) ? expired() : json(meOf('ada'))))
    const laurel = laurelIn(shop, { identify: ask })
    await laurel.load()
    expect(nameOf(laurel.me.value)).toBe('ada')
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('refused again is not renewed for ever', async () => {
    const ask = vi.fn(() => tokenFor('ada'))
    const shop = shopWith(expired)
    const laurel = laurelIn(shop, { identify: ask })
    await laurel.load()
    expect(ask).toHaveBeenCalledTimes(2)
    expect(shop.to('/v1/me')).toHaveLength(2)
    expect(laurel.status.value).toBe('failed')
  })

  it('is renewed once for two calls that were refused together', async () => {
    let serial = 1
    const ask = vi.fn(() => tokenFor('ada', serial))
    const page: Answer = ({ token }) =>
      token === tokenFor('ada', 1) ? expired() : json({ data: [], nextCursor: null })
    const shop = shopWith(() => json(meOf('ada')), { '/v1/me/codes': page, '/v1/me/journal': page })
    const laurel = laurelIn(shop, { identify: ask })
    await laurel.load()
    serial = 2
    await Promise.all([laurel.codes(), laurel.journal()])
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('renewed for somebody else begins that shopper a session of their own', async () => {
    let who = 'ada'
    const shop = shopWith(({ token }) => {
      if (token === tokenFor('ada')) return who === 'ada' ? json(meOf('ada')) : expired()
      return json(meOf('bea'))
    })
    const laurel = laurelIn(shop, { identify: () => tokenFor(who) })
    await laurel.load()
    who = 'bea'
    await laurel.refresh()
    await vi.waitFor(() => expect(nameOf(laurel.me.value)).toBe('bea'))
  })

  it.each(['', '<!doctype html>', 'null', null, undefined])('that is %j means signed out', async answer => {
    const shop = shopWith(() => json(meOf('ada')))
    const laurel = laurelIn(shop, { identify: () => answer })
    await laurel.load()
    expect(laurel.status.value).toBe('ready')
    expect(laurel.signedIn.value).toBe(false)
    expect(shop.to('/v1/me')).toHaveLength(0)
  })

  it('may carry a name that is not Latin', async () => {
    const laurel = laurelIn(
      shopWith(() => json(meOf('Žofie 王'))),
      { identify: tokenFor('Žofie 王') },
    )
    await laurel.load()
    expect(nameOf(laurel.me.value)).toBe('Žofie 王')
  })

  it('that cannot be fetched is a failure with its own code', async () => {
    const laurel = laurelIn(
      shopWith(() => json({})),
      { identify: () => Promise.reject(new Error('down')) },
    )
    await laurel.load()
    expect(laurel.problem.value?.code).toBe('identify_failed')
  })
})

describe('logging out', () => {
  it('empties signals and storage', async () => {
    const storage = fakeStorage()
    const shop = shopWith(() => json(meOf('ada')), { '/v1/me/spins': () => problem('spin_refused', 401) })
    const laurel = laurelIn(shop, { identify: tokenFor('ada'), storage })
    await laurel.load()
    await laurel.spin('whl_1').catch(() => {})
    expect(storage.kept.size).toBe(1)
    laurel.logout()
    expect(laurel.me.value).toBeNull()
    expect(laurel.signedIn.value).toBe(false)
    expect(storage.kept.size).toBe(0)
    expect(laurel.status.value).toBe('ready')
  })

  it('drops a reply that was under way', async () => {
    const { hold, release, waiting } = held()
    const laurel = laurelIn(
      shopWith(() => hold(() => json(meOf('ada')))),
      { identify: tokenFor('ada') },
    )
    const loading = laurel.load()
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    laurel.logout()
    release()
    await loading
    expect(laurel.me.value).toBeNull()
  })

  it('drops the result of a spin under way', async () => {
    const { hold, release, waiting } = held()
    const storage = fakeStorage()
    const shop = shopWith(() => json(meOf('ada')), {
      '/v1/me/spins': () => hold(() => json(resultOf('spn_1'))),
    })
    const laurel = laurelIn(shop, { identify: tokenFor('ada'), storage })
    const shown = vi.fn()
    await laurel.load()
    const spin = laurel.spin('whl_1', shown)
    const refused = expect(spin).rejects.toMatchObject({ code: 'session_ended' })
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    laurel.logout()
    release()
    await refused
    expect(shown).not.toHaveBeenCalled()
    expect(storage.kept.size).toBe(0)
  })

  it('makes calls that need a shopper fail', async () => {
    const laurel = laurelIn(shopWith(() => json({})))
    await laurel.load()
    await expect(laurel.codes()).rejects.toMatchObject({ code: 'signed_out' })
    await expect(laurel.spin('whl_1')).rejects.toMatchObject({ code: 'signed_out' })
  })
})

describe('a change of shopper', () => {
  it('never shows the first to the second, whichever reply is later', async () => {
    const { hold, release, waiting } = held()
    const shop = shopWith(({ token }) =>
      token === tokenFor('ada') ? hold(() => json(meOf('ada'))) : json(meOf('bea')),
    )
    const laurel = laurelIn(shop, { identify: tokenFor('ada') })
    const seen: (string | undefined)[] = []
    laurel.me.subscribe(me => void seen.push(nameOf(me)))
    void laurel.load()
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    await laurel.identify(tokenFor('bea'))
    release()
    await new Promise(resolve => setTimeout(resolve))
    expect(seen).toEqual([undefined, 'bea'])
  })

  it('during a logout before the token came leaves nobody signed in', async () => {
    let give: (token: string) => void = () => {}
    const laurel = laurelIn(shopWith(() => json(meOf('ada'))))
    const identified = laurel.identify(() => new Promise<string>(resolve => (give = resolve)))
    laurel.logout()
    give(tokenFor('ada'))
    await identified
    expect(laurel.me.value).toBeNull()
    expect(laurel.signedIn.value).toBe(false)
  })
})

describe('refreshing', () => {
  it('keeps what is shown when it fails', async () => {
    let broken = false
    const laurel = laurelIn(
      shopWith(() => (broken ? problem('forbidden', 403) : json(meOf('ada')))),
      {
        identify: tokenFor('ada'),
      },
    )
    await laurel.load()
    broken = true
    await laurel.refresh()
    expect(laurel.status.value).toBe('ready')
    expect(laurel.problem.value?.code).toBe('forbidden')
  })

  it('tells the page of a new tier', async () => {
    let tier = 'silver'
    const laurel = laurelIn(
      shopWith(() => json(meOf('ada', 'c', tier))),
      { identify: tokenFor('ada') },
    )
    const heard = vi.fn()
    laurel.on('tier', heard)
    await laurel.load()
    await laurel.refresh()
    expect(heard).not.toHaveBeenCalled()
    tier = 'gold'
    await laurel.refresh()
    expect(heard).toHaveBeenCalledExactlyOnceWith({ from: { id: 'silver' }, to: { id: 'gold' } })
  })

  it('writes the newest reading, not the latest reply', async () => {
    const { hold, release, waiting } = held()
    let reads = 0
    const laurel = laurelIn(
      shopWith(() =>
        ++reads === 2 ? hold(() => json(meOf('ada', 'old'))) : json(meOf('ada', `new${reads}`)),
      ),
      { identify: tokenFor('ada') },
    )
    await laurel.load()
    const slow = laurel.refresh()
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    await laurel.refresh()
    release()
    await slow
    expect(laurel.me.value?.wheels[0]?.commitment).toBe('new3')
  })
})

describe('using a code', () => {
  const code = { code: 'LAUREL-1', token: 'jws', reward: { kind: 'freeShipping' } } as never

  it('hands it to the page with its token', async () => {
    const laurel = laurelIn(shopWith(() => json({})))
    const apply = vi.fn()
    const stop = laurel.on('reward', apply)
    await laurel.use(code)
    expect(apply).toHaveBeenCalledExactlyOnceWith(code)
    stop()
    await laurel.use(code)
    expect(apply).toHaveBeenCalledOnce()
  })

  it('fails when the page could not apply it, and still tells every listener', async () => {
    const laurel = laurelIn(shopWith(() => json({})))
    const second = vi.fn()
    laurel.on('reward', () => {
      throw new Error('cart is closed')
    })
    laurel.on('reward', second)
    await expect(laurel.use(code)).rejects.toThrow('cart is closed')
    expect(second).toHaveBeenCalledOnce()
  })
})
