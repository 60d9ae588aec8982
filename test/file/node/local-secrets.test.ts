import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseEnv } from '../../../api/env'
import { secretsOf } from '../../../api/local-secrets'
import { type House, openHouse } from './server'

const AT_ONCE = 6

let house: House
let folder: string
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.clear())
beforeEach(({ task }) => {
  folder = join(house.folder, task.id)
  mkdirSync(folder)
})

const env = parseEnv({})
const fileOf = () => join(folder, 'secrets.json')
/** A server over a file of its own, whose secrets are those of the folder. */
const serve = (number: number) =>
  house.start({
    ...{ NODE_ENV: 'test', DATABASE_URL: `file:${join(folder, `laurel-${number}.db`)}` },
    ...{ LAUREL_ADMIN_KEY: '', LAUREL_SECRET: '', LAUREL_SIGNING_KEYS: '' },
  })

describe('secrets that are made up', () => {
  test('are the same for all servers that start at once, and the next time', async () => {
    const servers = await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => serve(number)))
    const { adminKey: key, signingKeys } = JSON.parse(readFileSync(fileOf(), 'utf8'))
    servers.push(await serve(AT_ONCE))
    for (const { request } of servers) {
      const { body } = await request<{ keys: { x: string }[] }>('GET', '/.well-known/jwks.json')
      expect(body.keys.map(({ x }) => x)).toEqual(signingKeys.keys.map(({ x }: { x: string }) => x))
      const input = { name: 'Laurel & Sons', currency: 'GBP' }
      expect((await request('POST', '/v1/merchants', { key, body: input })).status).toBe(201)
    }
    expect(readdirSync(folder).filter(name => name.startsWith('secrets'))).toEqual(['secrets.json'])
  })

  test('are those of whoever was first, where all have seen that there are none', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: AT_ONCE }, () => secretsOf(env, fileOf())),
    )
    for (const each of [...others, JSON.parse(readFileSync(fileOf(), 'utf8'))]) expect(each).toEqual(first)
    expect(statSync(fileOf()).mode & 0o777).toBe(0o600)
  })

  test('are not written again', async () => {
    await secretsOf(env, fileOf())
    const { ino, mtimeMs } = statSync(fileOf())
    await secretsOf(env, fileOf())
    expect(statSync(fileOf())).toMatchObject({ ino, mtimeMs })
  })
})

describe('a file of secrets that is not whole', () => {
  test.each([
    ['empty', ''],
    ['cut off', '{ "adminKey": "admin_of'],
    ['without one of them', JSON.stringify({ adminKey: 'admin_of_the_tests_0123456789', signingKeys: {} })],
  ])('is named and left as it is: %s', async (_, text) => {
    writeFileSync(fileOf(), text)
    await expect(serve(0)).rejects.toThrow(`${fileOf()} is not a whole file of secrets`)
    expect(readFileSync(fileOf(), 'utf8')).toBe(text)
  })
})
