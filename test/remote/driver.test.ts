import { once } from 'node:events'
import { createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MIGRATIONS } from '../../api/store/all-migrations'
import { commit } from '../../api/store/commit'
import { isConstraint } from '../../api/store/errors'
import { migrate } from '../../api/store/migrate'
import { openRemote } from '../../api/store/remote'
import { openStore, type Store } from '../../api/store/store'
import { type Sqld, startSqld } from './sqld'

let sqld: Sqld
let store: Store
beforeAll(async () => {
  sqld = await startSqld()
  const driver = openRemote(sqld.url, undefined)
  store = openStore(driver)
  await driver.client().executeMultiple(`
    CREATE TABLE owners (id INTEGER PRIMARY KEY);
    CREATE TABLE things (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES owners (id), name TEXT UNIQUE,
      stock INTEGER NOT NULL CHECK (stock >= 0));
    CREATE TRIGGER things_stay BEFORE DELETE ON things BEGIN SELECT RAISE(ABORT, 'things stay'); END;
    INSERT INTO owners VALUES (1);
    INSERT INTO things VALUES (1, 1, 'one', 5);
  `)
})
afterAll(async () => {
  store.close()
  await sqld.stop()
})

const write = (...statements: ReturnType<typeof sql>[]) =>
  store.write(statements.map(statement => store.db.run(statement)))

const things = async () =>
  (await store.read({ rows: store.db.all<{ id: number; stock: number }>(sql`SELECT id, stock FROM things`) }))
    .rows

test.each([
  ['a key', sql`INSERT INTO things VALUES (1, 1, 'two', 0)`],
  ['UNIQUE', sql`INSERT INTO things VALUES (2, 1, 'one', 0)`],
  ['CHECK', sql`UPDATE things SET stock = -1`],
  ['NOT NULL', sql`UPDATE things SET stock = NULL`],
  ['a foreign key', sql`INSERT INTO things VALUES (2, 7, 'two', 0)`],
  ['a trigger', sql`DELETE FROM things`],
])('knows a constraint by its code: %s', async (_, statement) => {
  const before = await things()
  const error = await write(sql`UPDATE things SET stock = stock - 1`, statement).catch(error => error)
  expect(isConstraint(error), String(error.cause ?? error)).toBe(true)
  expect(await things()).toEqual(before)
})

test('takes no other error for a constraint', async () => {
  const error = await write(sql`INSERT INTO nowhere VALUES (1)`).catch(error => error)
  expect(error).toBeInstanceOf(Error)
  expect(isConstraint(error)).toBe(false)
})

test('decides again when others were faster', async () => {
  const takeOne = () =>
    commit(store, {
      reads: { all: store.db.all<{ stock: number }>(sql`SELECT stock FROM things WHERE id = 1`) },
      decide({ all: [thing] }) {
        const left = (thing?.stock ?? 0) - 1
        if (left < 0) return { statements: [], reply: 'none left' }
        const taken = sql`INSERT INTO things VALUES (${100 + left}, 1, NULL, 0)`
        return {
          statements: [
            store.db.run(taken),
            store.db.run(sql`UPDATE things SET stock = stock - 1 WHERE id = 1`),
          ],
          reply: 'taken',
        }
      },
    })
  const replies = await Promise.all(Array.from({ length: 8 }, takeOne))
  expect(replies.sort()).toEqual([...Array(3).fill('none left'), ...Array(5).fill('taken')])
})

test('gives up on a server that does not answer', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const { client, close } = openRemote(`http://127.0.0.1:${port}`, undefined, { timeoutMs: 200, awayMs: 0 })
  await expect(client().execute('SELECT 1')).rejects.toThrow('does not answer')
  close()
  silent.close()
})

test('applies each migration once when two servers start at once', async () => {
  const fresh = await startSqld()
  const drivers = [openRemote(fresh.url, undefined), openRemote(fresh.url, undefined)]
  const applied = await Promise.all(drivers.map(driver => migrate(driver, MIGRATIONS, Date.now())))
  expect(applied.flat().sort()).toEqual(MIGRATIONS.map(({ id }) => id).sort())
  for (const driver of drivers) driver.close()
  await fresh.stop()
})
