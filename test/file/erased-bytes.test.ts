import { existsSync, readFileSync } from 'node:fs'
import Database from 'libsql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scrubOwed } from '../../api/privacy/scrub'
import { owedScrubs } from '../../api/privacy/table'
import { openTestApp, type TestApp } from '../api/app'
import { live, MARK, TELLTALES } from '../api/privacy/life'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

/** The three ways base64 can write a text, by where in a group of three bytes it begins. */
const base64 = (text: string) =>
  [0, 1, 2].map(offset => {
    const padded = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)])
    const whole = padded.subarray(0, padded.length - (padded.length % 3)).toString('base64')
    return whole.slice(offset === 0 ? 0 : 4).replace(/=+$/, '')
  })

/** What is shorter is found in random bytes before long. */
const SHORTEST = 8

/** Every way in which a text might lie in a file. */
function spellings(text: string): Buffer[] {
  const utf16 = Buffer.from(text, 'utf16le')
  const hex = Buffer.from(text).toString('hex')
  const texts = [text, text.toUpperCase(), text.replace(/[^a-z0-9]/gi, ''), hex]
  texts.push(...base64(text).filter(({ length }) => length >= SHORTEST))
  return [...texts.map(each => Buffer.from(each)), utf16, Buffer.from(utf16).swap16()]
}

async function pathOf({ store }: TestApp): Promise<string> {
  const { databases } = await store.read({
    databases: store.db.all<{ file: string }>('PRAGMA database_list'),
  })
  return databases[0]?.file ?? ''
}

/** What the database has on disk, by the name of the file. */
async function filesOf(app: TestApp): Promise<[string, Buffer][]> {
  const path = await pathOf(app)
  const paths = [path, `${path}-wal`, `${path}-shm`].filter(existsSync)
  return paths.map(each => [each.slice(path.length - 'laurel.db'.length), readFileSync(each)])
}

async function found(app: TestApp, texts: string[]): Promise<string[]> {
  const files = await filesOf(app)
  return texts.flatMap(text =>
    files.flatMap(([name, bytes]) =>
      spellings(text).flatMap(spelling => {
        const at = bytes.indexOf(spelling)
        return at < 0 ? [] : [`${text} in ${name}: …${readable(bytes, at)}…`]
      }),
    ),
  )
}

const readable = (bytes: Buffer, at: number) =>
  bytes
    .subarray(Math.max(0, at - 60), at + 60)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '.')

/** The first half of a token says nothing but its algorithm. */
const ownPart = (handedOut: string) => handedOut.split('.').slice(1).join('.') || handedOut

/** The mark that is taken away last is a change, too. */
const WAL_OF_ONE_CHANGE = 40_000

const walBytes = async () => (await filesOf(app)).find(([name]) => name.endsWith('-wal'))?.[1].length ?? 0

it('finds who is erased in the file before, and not a byte of them after', async () => {
  const people = [await live(app), await live(app)]
  for (const { merchant, id } of people) {
    expect((await found(app, [MARK, ...Object.values(TELLTALES)])).length).toBeGreaterThan(0)
    expect((await merchant.send('DELETE', `/v1/customers/${id}`)).status).toBe(200)
  }
  const handedOut = people
    .flatMap(person => person.handedOut)
    .filter(Boolean)
    .map(ownPart)
  expect(handedOut.length).toBeGreaterThan(10)
  expect(await found(app, [MARK, ...Object.values(TELLTALES), ...handedOut])).toEqual([])
  expect(await walBytes()).toBeLessThan(WAL_OF_ONE_CHANGE)
})

async function owe(customerId: string): Promise<void> {
  const { db } = app.store
  await app.store.write([db.insert(owedScrubs).values({ customerId, at: app.clock.now })])
}

const owed = async () => (await app.store.read({ owed: app.store.db.select().from(owedScrubs) })).owed

it('is made up for where it was cut off', async () => {
  await owe('cus_cut_off')
  await app.createMerchant()
  const before = await walBytes()
  expect(before).toBeGreaterThan(WAL_OF_ONE_CHANGE)
  expect(await scrubOwed(app.store)).toBe(true)
  expect(await walBytes()).toBeLessThan(WAL_OF_ONE_CHANGE)
  expect(await owed()).toEqual([])
})

it('stays owed while another process reads for long, and changes go on', async () => {
  const other = new Database(await pathOf(app))
  other.exec('BEGIN')
  other.prepare('SELECT count(*) FROM merchants').all()
  await owe('cus_held_up')
  const scrubbed = scrubOwed(app.store)
  await app.createMerchant()
  expect(await scrubbed).toBe(false)
  expect(await owed()).toMatchObject([{ customerId: 'cus_held_up' }])
  other.exec('COMMIT')
  other.close()
  expect(await scrubOwed(app.store)).toBe(true)
  expect(await walBytes()).toBeLessThan(WAL_OF_ONE_CHANGE)
  expect(await owed()).toEqual([])
})
