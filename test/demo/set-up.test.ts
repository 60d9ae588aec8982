import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { catalogue } from '../../demo/backend/catalogue'
import { programOf } from '../../demo/backend/program'
import { setUp } from '../../demo/backend/set-up'
import { surveys } from '../../demo/backend/surveys'
import { wheel } from '../../demo/backend/wheel'
import { CreateMerchant, Program, WriteItem, WriteSurvey, WriteWheel } from '../../sdk/contract'
import { refusal } from './shop'

function installation() {
  const asked: { route: string; key: string | null; body: unknown }[] = []
  const known = { secretKey: true }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const route = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`
    const key = new Headers(init?.headers).get('authorization')
    asked.push({ route, key, body: JSON.parse(String(init?.body)) })
    if (route === 'POST /v1/merchants')
      return Response.json({
        merchant: { id: 'mer_1' },
        publishableKey: { id: 'key_1', key: 'pk_test_1' },
        secretKey: { id: 'key_2', key: `sk_test_01m7v8x4k2f9tq3r5w6y7z8abc_${'x'.repeat(43)}` },
        identitySecret: { id: 'ids_1', secret: 'identity' },
      })
    return known.secretKey ? Response.json({ id: 'whl_1' }) : refusal(401, 'unauthenticated')
  }
  const file = join(mkdtempSync(join(tmpdir(), 'demo-')), 'data', 'demo.json')
  const options = {
    api: 'http://laurel.test',
    adminKey: 'admin',
    origins: ['http://localhost:8788'],
    file,
    fetch,
  }
  return { asked, known, options }
}

test('the first start creates a merchant, a programme and a wheel, and keeps the keys to itself', async () => {
  const { asked, options } = installation()
  const keys = await setUp(options)
  expect(asked.map(({ route }) => route)).toEqual([
    'POST /v1/merchants',
    'PUT /v1/program',
    ...catalogue.map(() => 'POST /v1/catalogue'),
    ...surveys.map(() => 'POST /v1/surveys'),
    'POST /v1/wheels',
  ])
  expect(asked.filter(({ key }) => key === 'Bearer admin')).toHaveLength(1)
  expect(CreateMerchant.parse(asked[0]?.body)).toMatchObject({ mode: 'test', currency: 'GBP' })
  expect(JSON.parse(readFileSync(options.file, 'utf8'))).toEqual(keys)
  expect(statSync(options.file).mode & 0o777).toBe(0o600)
})

test('a later start keeps the merchant and binds its key to the origins of today', async () => {
  const { asked, options } = installation()
  const first = await setUp(options)
  asked.length = 0
  expect(await setUp({ ...options, origins: ['http://localhost:9000'] })).toEqual(first)
  expect(asked).toMatchObject([
    { route: 'PATCH /v1/keys/key_1', body: { allowedOrigins: ['http://localhost:9000'] } },
  ])
})

test('a new database gets a new merchant', async () => {
  const { asked, known, options } = installation()
  await setUp(options)
  asked.length = 0
  known.secretKey = false
  await expect(setUp(options)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(asked.map(({ route }) => route).slice(0, 2)).toEqual(['PATCH /v1/keys/key_1', 'POST /v1/merchants'])
})

test('programme, wheel, catalogue and surveys are what the contract accepts', () => {
  const { ladder, rules } = Program.parse(programOf(new Date(), 'https://shop.example/'))
  expect(ladder?.tiers).toHaveLength(4)
  expect(rules).toHaveLength(14)
  expect(catalogue.map(item => WriteItem.parse(item))).toHaveLength(6)
  expect(surveys.map(survey => WriteSurvey.parse(survey))).toHaveLength(2)
  const { prizes } = WriteWheel.parse(wheel)
  expect(prizes).toHaveLength(8)
  expect(prizes.every(({ weight }) => weight > 0)).toBe(true)
  expect(prizes.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
})
