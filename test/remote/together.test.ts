import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isConstraint, Unanswered, Unreachable } from '../../api/store/errors'
import { UNOBSERVED } from '../../api/store/observer'
import { openSharedRemote, type Patience } from '../../api/store/remote'
import { openStore, type Store } from '../../api/store/store'
import { type Sqld, startSqld } from './sqld'
import { openWire, type Wire } from './wire'

let sqld: Sqld
let wire: Wire
let store: Store
beforeAll(async () => {
  sqld = await startSqld()
  wire = await openWire(sqld.url)
  const driver = openSharedRemote(wire.url, undefined)
  store = openStore(driver)
  await driver.client().executeMultiple(`
    CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, stock INTEGER CHECK (stock >= 0));
    CREATE TABLE owners (id INTEGER PRIMARY KEY, things INTEGER NOT NULL);
    INSERT INTO owners VALUES (1, 0);
  `)
})
afterAll(async () => {
  store.close()
  wire.close()
  await sqld.stop()
})

let made = 1000
/** A change of two statements; with less than nothing in stock it is refused by its first or its second. */
const makeThing = (stock = 0, id = made++) =>
  store.write([
    store.db.run(sql`UPDATE owners SET things = things + 1 WHERE id = 1`),
    store.db.run(sql`INSERT INTO things VALUES (${id}, 1, ${stock})`),
  ])

async function counts(): Promise<{ things: number; counted: number } | undefined> {
  const both = sql`SELECT (SELECT count(*) FROM things) AS things, things AS counted FROM owners`
  return (await store.read({ rows: store.db.all<{ things: number; counted: number }>(both) })).rows[0]
}

test('64 changes at once travel in a few requests, two at a time', async () => {
  wire.written.length = 0
  await Promise.all(Array.from({ length: 64 }, () => makeThing()))
  // Two go at once, and while they are on their way all others have come.
  expect(wire.written).toHaveLength(4)
  expect(wire.mostAtOnce).toBe(2)
  expect(await counts()).toEqual({ things: 64, counted: 64 })
})

test('one that is refused among 32 is refused alone', async () => {
  const before = await counts()
  wire.written.length = 0
  const outcomes = await Promise.allSettled([
    ...[makeThing(), makeThing()],
    ...Array.from({ length: 32 }, (_, i) => makeThing(i === 17 ? -1 : 1)),
  ])
  const refused = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected' ? [[i, outcome.reason]] : [],
  )
  expect(refused.map(([i]) => i)).toEqual([2 + 17])
  expect(isConstraint(refused[0]?.[1])).toBe(true)
  // The two, the group, the others of the group, and the one.
  expect(wire.written).toHaveLength(5)
  expect(await counts()).toEqual({ things: (before?.things ?? 0) + 33, counted: (before?.counted ?? 0) + 33 })
})

test.each([
  ['number', Number.POSITIVE_INFINITY],
  ['text', '\ud800'],
])('a %s that no database takes fails alone, and is not asked about again', async (_, value) => {
  const ask = (value: unknown) => store.read({ rows: store.db.all(sql`SELECT ${value} AS said`) })
  const before = await counts()
  const asked = Array.from({ length: 40 }, (_, i) => ask(i === 17 ? value : i))
  const made = Array.from({ length: 40 }, (_, i) => makeThing(i === 17 ? (value as number) : 1))
  for (const outcomes of await Promise.all([asked, made].map(each => Promise.allSettled<unknown>(each))))
    expect(outcomes.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([17])
  expect((await counts())?.things).toBe((before?.things ?? 0) + 39)
  await expect(ask(value)).rejects.not.toBeInstanceOf(Unanswered)
})

test('of many who want the same, one has it', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => makeThing(0, 7)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { things, counted } = (await counts()) ?? {}
  expect(counted).toBe(things)
})

test('waits for a server that is starting, and says so when there is none', async () => {
  await sqld.kill()
  const over = (patience: Patience) => openSharedRemote(sqld.url, undefined, UNOBSERVED, patience)
  const patient = openStore(over({ timeoutMs: 5000, awayMs: 60_000 }))
  const hasty = openStore(over({ timeoutMs: 5000, awayMs: 0 }))
  const ping = patient.read({ one: patient.db.all(sql`SELECT 1`) })
  await expect(hasty.read({ one: hasty.db.all(sql`SELECT 1`) })).rejects.toBeInstanceOf(Unreachable)
  await expect(hasty.write([hasty.db.run(sql`DELETE FROM things`)])).rejects.toBeInstanceOf(Unreachable)
  await sqld.start()
  await ping
  expect((await counts())?.things).toBeGreaterThan(0)
  for (const each of [patient, hasty]) each.close()
})
