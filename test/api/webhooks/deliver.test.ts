import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { book, claim } from '../../../api/webhooks/claim'
import { messages } from '../../../api/webhooks/table'
import type { Webhook } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'
import { inTwoProcesses } from '../two-processes'
import { deliveriesOf, listen, openReceiver, type Receiver, setTime, tell } from './receiver'

const SHORT_MS = 50
const HANGING_MS = 10_000
const HOUR_MS = 3_600_000

let app: TestApp
let merchant: TestMerchant
let receiver: Receiver
const deliverNow = (timeoutMs?: number) => app.deliver(timeoutMs)
const claimSome = (most = 5) => claim(app.store, app.platform, { most, holdMs: 60_000 })
const later = (ms: number) => setTime(app, app.clock.now + ms)

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  app = await openTestApp()
  await app.setLocal(true)
})
afterAll(async () => {
  await app.close()
  vi.useRealTimers()
})
beforeEach(async () => {
  setTime(app, app.clock.now)
  merchant = await app.createMerchant()
  receiver = await openReceiver()
})
/** What a test leaves waiting is not the next one's. */
afterEach(async () => {
  receiver.close()
  await app.store.write([app.store.db.delete(messages)])
})

describe('a message', () => {
  test('arrives once, signed', async () => {
    const { id, secret } = await listen(merchant, { url: receiver.url })
    const [messageId] = await tell(app, merchant, { data: { pool: 'partners', left: 3, note: 'ž' } })
    expect(await deliverNow()).toBe(1)
    expect(await deliverNow()).toBe(0)
    expect(receiver.received).toMatchObject([
      { method: 'POST', headers: { 'content-type': 'application/json', 'webhook-id': messageId } },
    ])
    expect(receiver.verified(secret)).toEqual([
      {
        ...{ id: messageId, type: 'pool.low', timestamp: new Date(app.clock.now).toISOString() },
        data: { pool: 'partners', left: 3, note: 'ž' },
      },
    ])
    expect(await deliveriesOf(merchant, id)).toMatchObject([
      { messageId, status: 'delivered', attempts: 1, lastStatus: 204, nextAttemptAt: null },
    ])
  })

  test('waits for its next attempt when there is no answer in time', async () => {
    receiver.answer = () => 'silence'
    const { id } = await listen(merchant, { url: receiver.url })
    await tell(app, merchant, {})
    await deliverNow(SHORT_MS)
    expect(receiver.received).toHaveLength(1)
    expect(await deliveriesOf(merchant, id)).toMatchObject([
      { status: 'waiting', attempts: 1, lastStatus: null },
    ])
  })

  test('follows no redirect', async () => {
    const elsewhere = await openReceiver()
    receiver.answer = () => ({ status: 307, headers: { location: elsewhere.url } })
    const { id } = await listen(merchant, { url: receiver.url })
    await tell(app, merchant, {})
    await deliverNow()
    expect(elsewhere.received).toEqual([])
    expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'waiting', lastStatus: 307 }])
    elsewhere.close()
  })

  test('waits as long as Retry-After says', async () => {
    receiver.answer = () => ({ status: 503, headers: { 'retry-after': '120' } })
    const { id } = await listen(merchant, { url: receiver.url })
    await tell(app, merchant, {})
    await deliverNow()
    const nextAttemptAt = new Date(app.clock.now + 120_000).toISOString()
    expect(await deliveriesOf(merchant, id)).toMatchObject([{ nextAttemptAt }])
  })
})

test('nobody who cannot be reached keeps a message from its next attempt', async () => {
  const { id } = await listen(merchant, { url: receiver.url })
  receiver.close()
  await tell(app, merchant, {})
  await deliverNow()
  expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'waiting', lastStatus: null }])
})

describe('a message that is refused', () => {
  test('is sent again on the schedule, the same and signed anew, ten times in all', async () => {
    receiver.answer = () => ({ status: 500 })
    const { id, secret } = await listen(merchant, { url: receiver.url })
    const [messageId] = await tell(app, merchant, {})
    const waitedS: number[] = []
    for (let attempts = 1; attempts <= 10; attempts++) {
      await deliverNow()
      expect(receiver.verified(secret)).toHaveLength(1)
      expect(receiver.ids()).toEqual([messageId])
      receiver.received.length = 0
      const [delivery] = await deliveriesOf(merchant, id)
      expect(delivery).toMatchObject({
        attempts,
        lastStatus: 500,
        status: attempts < 10 ? 'waiting' : 'failed',
      })
      if (!delivery?.nextAttemptAt) break
      const next = Date.parse(delivery.nextAttemptAt)
      waitedS.push((next - app.clock.now) / 1000)
      setTime(app, next - 1)
      expect(await deliverNow()).toBe(0)
      setTime(app, next)
    }
    const scheduleS = [5, 300, 1800, ...[2, 5, 10, 14, 20, 24].map(hours => hours * 3600)]
    expect(waitedS).toHaveLength(scheduleS.length)
    for (const [i, seconds] of scheduleS.entries())
      expect(Math.abs((waitedS[i] ?? 0) - seconds)).toBeLessThanOrEqual(seconds * 0.1 + 0.001)
    later(100 * HOUR_MS)
    expect(await deliverNow()).toBe(0)
  })

  test('is delivered when it is taken at last', async () => {
    receiver.answer = () => ({ status: receiver.received.length === 1 ? 500 : 200 })
    const { id } = await listen(merchant, { url: receiver.url })
    const [messageId] = await tell(app, merchant, {})
    await deliverNow()
    later(6000)
    await deliverNow()
    expect(receiver.ids()).toEqual([messageId, messageId])
    expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'delivered', attempts: 2 }])
  })

  test('with 410 switches the webhook off and gives up what waits', async () => {
    receiver.answer = () => ({ status: 500 })
    const { id } = await listen(merchant, { url: receiver.url })
    await tell(app, merchant, {}, {})
    await deliverNow()
    later(6000)
    receiver.answer = ({ headers }) => ({ status: headers['webhook-id'] === receiver.ids()[0] ? 410 : 500 })
    await deliverNow()
    const { body } = await merchant.send<Webhook>('GET', `/v1/webhooks/${id}`)
    expect(body.active).toBe(false)
    await tell(app, merchant, {})
    later(24 * HOUR_MS)
    expect(await deliverNow()).toBe(0)
    expect((await deliveriesOf(merchant, id)).map(({ status }) => status)).toEqual(['failed', 'failed'])
  })
})

describe('two who deliver at the same time', () => {
  test('send each message once', async () => {
    const { id, secret } = await listen(merchant, { url: receiver.url })
    const told = await tell(app, merchant, ...Array.from({ length: 30 }, () => ({})))
    const sent = await Promise.all([deliverNow(), deliverNow(), deliverNow()])
    expect(sent.reduce((sum, each) => sum + each)).toBe(30)
    expect(receiver.ids().sort()).toEqual([...told].sort())
    expect(receiver.verified(secret)).toHaveLength(30)
    expect((await deliveriesOf(merchant, id)).every(({ status }) => status === 'delivered')).toBe(true)
  })

  test('follow whoever dies in between: at least once', async () => {
    const { id } = await listen(merchant, { url: receiver.url })
    await tell(app, merchant, {})
    const [job] = await claimSome()
    expect(await deliverNow()).toBe(0)
    later(60_000)
    expect(await deliverNow()).toBe(1)
    if (!job) throw new Error('nothing was claimed')
    await book(app.store, job, { verdict: { status: 'failed' }, attempts: 1, lastStatus: 500 })
    expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'delivered', lastStatus: 204 }])
  })

  test('let no webhook with much to say keep the others waiting', async () => {
    const patient = await app.createMerchant()
    const [mine, theirs] = [
      await listen(merchant, { url: `${receiver.url}/mine` }),
      await listen(patient, { url: `${receiver.url}/theirs` }),
    ]
    await tell(app, merchant, ...Array.from({ length: 25 }, () => ({})))
    later(1)
    await tell(app, patient, {})
    const claimed = (await claimSome()).map(({ webhook }) => webhook.id)
    expect(claimed.filter(id => id === mine.id)).toHaveLength(4)
    expect(claimed).toContain(theirs.id)
    later(60_000)
    await deliverNow()
    expect(receiver.received).toHaveLength(26)
  })

  test('leave room for whoever has the fewest messages under way', async () => {
    const patient = await app.createMerchant()
    await listen(merchant, { url: `${receiver.url}/one` })
    await listen(merchant, { url: `${receiver.url}/other` })
    const { id: theirs } = await listen(patient, { url: receiver.url })
    await tell(app, merchant, {}, {}, {})
    await tell(app, patient, {}, {}, {})
    const ofTheirs = async (most: number) =>
      (await claimSome(most)).filter(({ webhook }) => webhook.id === theirs).length
    expect(await ofTheirs(4)).toBe(2)
    expect((await ofTheirs(1)) + (await ofTheirs(1))).toBe(1)
  })
})

describe('a webhook that hangs', () => {
  let dead: Receiver
  const messagesOf = (count: number) => Array.from({ length: count }, () => ({}))

  beforeEach(async () => {
    dead = await openReceiver(() => 'silence')
  })
  afterEach(() => dead.close())

  test('holds up nobody else, however many there are of one merchant', async () => {
    for (const path of ['a', 'b', 'c', 'd']) await listen(merchant, { url: `${dead.url}/${path}` })
    await tell(app, merchant, ...messagesOf(20))
    later(1)
    const patient = await app.createMerchant()
    const { id } = await listen(patient, { url: receiver.url })
    await tell(app, patient, ...messagesOf(12))
    const delivered = deliverNow(HANGING_MS)
    await vi.waitFor(() => expect(receiver.received).toHaveLength(12), { timeout: 5000 })
    expect(dead.received.length).toBeLessThanOrEqual(5)
    dead.close()
    expect(await delivered).toBe(92)
    expect((await deliveriesOf(patient, id)).every(({ status }) => status === 'delivered')).toBe(true)
  })

  test('is sent one message at a time until it answers', async () => {
    const { id } = await listen(merchant, { url: dead.url })
    await tell(app, merchant, ...messagesOf(10))
    await deliverNow(SHORT_MS)
    expect((await deliveriesOf(merchant, id)).map(({ attempts }) => attempts)).toEqual(Array(10).fill(1))
    later(6000)
    const [job, ...others] = await claimSome()
    expect(others).toEqual([])
    expect(await claimSome()).toEqual([])
    if (!job) throw new Error('nothing was claimed')
    await book(app.store, job, { verdict: { status: 'delivered' }, attempts: 2, lastStatus: 204 })
    expect(await claimSome()).toHaveLength(5)
  })

  test('shares two places with all the others that do', async () => {
    for (const path of ['a', 'b', 'c']) await listen(merchant, { url: `${dead.url}/${path}` })
    await tell(app, merchant, {}, {})
    await deliverNow(SHORT_MS)
    later(6000)
    expect(await claimSome()).toHaveLength(2)
    expect(await claimSome()).toEqual([])
  })
})

describe('what is sent', () => {
  test('goes to a replayed message from the start', async () => {
    const { id } = await listen(merchant, { url: receiver.url })
    const [messageId] = await tell(app, merchant, {})
    await deliverNow()
    const replayed = await merchant.send('POST', `/v1/webhooks/${id}/deliveries/${messageId}/replay`, {})
    expect(replayed).toMatchObject({ status: 200, body: { status: 'waiting', attempts: 0 } })
    await deliverNow()
    expect(receiver.ids()).toEqual([messageId, messageId])
    expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'delivered', attempts: 1 }])
  })

  test('can be from before the webhook was there', async () => {
    const [messageId] = await tell(app, merchant, {})
    const { id } = await listen(merchant, { url: receiver.url })
    expect(await deliverNow()).toBe(0)
    await merchant.send('POST', `/v1/webhooks/${id}/deliveries/${messageId}/replay`, {})
    await deliverNow()
    expect(receiver.ids()).toEqual([messageId])
  })

  test('is a test for that webhook alone', async () => {
    const { id, secret } = await listen(merchant, { url: receiver.url, types: ['pool.low'] })
    await listen(merchant, { url: `${receiver.url}/other` })
    const { body } = await merchant.send('POST', `/v1/webhooks/${id}/test`, {})
    expect(body).toMatchObject({ type: 'webhook.test', status: 'waiting' })
    await deliverNow()
    expect(receiver.verified(secret)).toMatchObject([{ type: 'webhook.test', data: { webhookId: id } }])
  })

  test('is signed with both secrets for a day after a roll', async () => {
    const { id, secret: old } = await listen(merchant, { url: receiver.url })
    const rolled = await merchant.send<{ secret: string; rolledUntil: string }>(
      'POST',
      `/v1/webhooks/${id}/secrets`,
      {},
    )
    expect(rolled.status).toBe(201)
    expect(rolled.body.rolledUntil).toBe(new Date(app.clock.now + 24 * HOUR_MS).toISOString())
    await tell(app, merchant, {})
    later(24 * HOUR_MS - 1)
    await deliverNow()
    expect(receiver.verified(old)).toHaveLength(1)
    expect(receiver.verified(rolled.body.secret)).toHaveLength(1)
    receiver.received.length = 0
    later(1)
    await tell(app, merchant, {})
    await deliverNow()
    expect(() => receiver.verified(old)).toThrow('webhook_invalid')
    expect(receiver.verified(rolled.body.secret)).toHaveLength(1)
    expect((await merchant.send<Webhook>('GET', `/v1/webhooks/${id}`)).body.rolledUntil).toBeNull()
  })

  test('is signed with the secrets of both who roll at once', async () => {
    const { id } = await listen(merchant, { url: receiver.url })
    const roll = () => merchant.send<{ secret: string }>('POST', `/v1/webhooks/${id}/secrets`, {})
    const rolled = await inTwoProcesses(app, [roll, roll])
    await tell(app, merchant, {})
    await deliverNow()
    for (const { body } of rolled) expect(receiver.verified(body.secret)).toHaveLength(1)
  })
})

test('a private network is not reached by an address that was written before it was refused', async () => {
  const { id } = await listen(merchant, { url: receiver.url })
  await tell(app, merchant, {})
  await app.setLocal(false)
  await deliverNow()
  await app.setLocal(true)
  expect(receiver.received).toEqual([])
  expect(await deliveriesOf(merchant, id)).toMatchObject([{ status: 'waiting', lastStatus: null }])
})
