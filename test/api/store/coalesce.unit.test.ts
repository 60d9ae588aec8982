import { type InStatement, LibsqlBatchError, LibsqlError, type ResultSet } from '@libsql/client/web'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bounds, coalesce, type Send } from '../../../api/store/coalesce'
import { Overloaded, Unanswered, Unreachable } from '../../../api/store/errors'
import { UNOBSERVED } from '../../../api/store/observer'

const BOUNDS: Bounds = { mostTogether: 4, mostStatements: 10, mostInFlight: 2, mostWaiting: 100 }

/** A database of keys that may be there once. It answers when it is told to, in whatever order. */
function openKeys(scheduler: fc.Scheduler, bounds = BOUNDS) {
  const keys: string[] = []
  const requests: string[][] = []
  let inFlight = 0
  let cuts = 0
  const send = async (statements: InStatement[]): Promise<ResultSet[]> => {
    const asked = statements.map(String)
    requests.push(asked)
    inFlight += 1
    expect(inFlight).toBeLessThanOrEqual(bounds.mostInFlight)
    await scheduler.schedule(Promise.resolve())
    inFlight -= 1
    const seen = new Set(keys)
    for (const [i, key] of asked.entries()) {
      if (seen.has(key)) throw new LibsqlBatchError(key, i, 'SQLITE_CONSTRAINT')
      seen.add(key)
    }
    keys.splice(0, keys.length, ...seen)
    if (cuts > 0) {
      cuts -= 1
      throw new Unanswered('cut')
    }
    return asked.map(key => ({ rows: [key] }) as unknown as ResultSet)
  }
  return {
    keys,
    requests,
    write: coalesce(send, bounds, UNOBSERVED).send,
    cut: (times: number) => (cuts = times),
  }
}

const together = (send: Send): Send => coalesce(send, BOUNDS, UNOBSERVED).send

const changes = fc.array(fc.array(fc.nat({ max: 40 }).map(String), { minLength: 1, maxLength: 12 }), {
  maxLength: 40,
})

test('each change is taken whole and once, or refused alone and leaves nothing', async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.scheduler(), async (list, scheduler) => {
      const { keys, requests, write } = openKeys(scheduler)
      const outcomes = Promise.allSettled(list.map(write))
      await scheduler.waitFor(outcomes)
      const taken: string[] = []
      for (const [i, outcome] of (await outcomes).entries()) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(LibsqlBatchError)
        else expect(outcome.value.map(({ rows: [key] }) => key)).toEqual(list[i])
        if (outcome.status === 'fulfilled') taken.push(...(list[i] ?? []))
      }
      expect(keys.toSorted()).toEqual(taken.toSorted())
      // Who was refused stood against what is stored, or against itself.
      for (const [i, outcome] of (await outcomes).entries()) {
        const change = list[i] ?? []
        const clashes = new Set(change).size < change.length || change.some(key => taken.includes(key))
        if (outcome.status === 'rejected') expect(clashes).toBe(true)
      }
      for (const request of requests.filter(({ length }) => length > BOUNDS.mostStatements))
        expect(list).toContainEqual(request)
    }),
  )
})

test('what comes while requests are on their way travels together', async () => {
  const scheduler = fc.sample(fc.scheduler(), 1)[0] as fc.Scheduler
  const { requests, write } = openKeys(scheduler)
  const all = Promise.all(Array.from({ length: 10 }, (_, i) => write([`${i}`])))
  await scheduler.waitFor(all)
  expect(requests.map(({ length }) => length)).toEqual([1, 1, 4, 4])
})

test('nothing is sent again that may have been taken', async () => {
  const scheduler = fc.sample(fc.scheduler(), 1)[0] as fc.Scheduler
  const { keys, requests, write, cut } = openKeys(scheduler)
  cut(Number.POSITIVE_INFINITY)
  const all = Promise.allSettled(Array.from({ length: 10 }, (_, i) => write([`${i}`])))
  await scheduler.waitFor(all)
  for (const outcome of await all)
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(Unanswered) })
  expect(requests).toHaveLength(4)
  expect(keys).toHaveLength(10)
})

test('when nobody knows who was refused, each goes alone', async () => {
  let requests = 0
  const write = together(async statements => {
    requests += 1
    if (statements.length > 1 || statements[0] === 'bad') throw new LibsqlError('COMMIT', 'SQLITE_CONSTRAINT')
    return statements.map(() => ({}) as ResultSet)
  })
  const outcomes = await Promise.allSettled(['a', 'b', 'c', 'bad', 'd', 'e'].map(each => write([each])))
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, true, true])
  expect(requests).toBe(2 + 1 + 4)
})

test('one that cannot be sent, or is not understood by the server, fails alone', async () => {
  const requests: number[] = []
  const write = together(async statements => {
    requests.push(statements.length)
    if (statements.includes('no number')) throw new RangeError('Only finite numbers')
    if (statements.includes('no text')) throw new LibsqlError('status 400', 'SERVER_ERROR')
    return statements.map(() => ({}) as ResultSet)
  })
  const many = ['a', 'b', 'c', 'no number', 'd', 'e', 'no text', 'f']
  const outcomes = await Promise.allSettled(many.map(each => write([each])))
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(
    many.map(each => !each.startsWith('no ')),
  )
  expect(requests.toSorted()).toEqual([...Array(2 + 4 + 2).fill(1), 2, 4])
})

test.each([
  ['is held by another', new LibsqlError('locked', 'SQLITE_BUSY')],
  ['has a full disk', new LibsqlError('full', 'SQLITE_FULL')],
  ['cannot be reached', new Unreachable('no way')],
])('a database that %s is not asked again for each', async (_, error) => {
  let requests = 0
  const write = together(async () => {
    requests += 1
    throw error
  })
  const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f'].map(each => write([each])))
  for (const outcome of outcomes) expect(outcome).toEqual({ status: 'rejected', reason: error })
  expect(requests).toBe(3)
})

test('refuses one more when too many wait, and tells of it', async () => {
  const told: string[] = []
  const observer = { ...UNOBSERVED, gaveUp: (because: string) => void told.push(because) }
  const { send, waiting } = coalesce(() => new Promise(() => {}), { ...BOUNDS, mostWaiting: 3 }, observer)
  for (let i = 0; i < BOUNDS.mostInFlight + 3; i++) void send(['waits'])
  expect([waiting(), told]).toEqual([3, []])
  await expect(send(['too much'])).rejects.toBeInstanceOf(Overloaded)
  expect([waiting(), told]).toEqual([3, ['queue_full']])
})

test('tells how many changes each request has committed, and of none that was refused or lost', async () => {
  const groups: number[] = []
  const { send, waiting } = coalesce(
    async statements => {
      const at = statements.indexOf('bad')
      if (at >= 0) throw new LibsqlBatchError('bad', at, 'SQLITE_CONSTRAINT')
      if (statements.includes('lost')) throw new Unanswered('lost')
      return statements.map(() => ({}) as ResultSet)
    },
    BOUNDS,
    { ...UNOBSERVED, committed: changes => void groups.push(changes) },
  )
  const keys = ['a', 'lost', 'b', 'c', 'bad', 'd', 'e', 'f']
  const outcomes = await Promise.allSettled(keys.map(each => send([each])))
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2)
  // The one that went first, those that came last, and the neighbours of the one that was refused.
  expect(groups).toEqual([1, 2, 3])
  expect(waiting()).toBe(0)
})

test('however many are refused, few requests are made in vain', async () => {
  let requests = 0
  const write = together(async statements => {
    requests += 1
    const at = statements.indexOf('bad')
    if (at >= 0) throw new LibsqlBatchError('bad', at, 'SQLITE_CONSTRAINT')
    return statements.map(() => ({}) as ResultSet)
  })
  const many = ['a', 'b', 'bad', 'bad', 'bad', 'bad']
  const outcomes = await Promise.allSettled(many.map(each => write([each])))
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(many.map(each => each !== 'bad'))
  // Two alone, the four, the one that was refused, its three neighbours, and each of those.
  expect(requests).toBe(2 + 1 + 1 + 1 + 3)
})
