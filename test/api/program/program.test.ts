import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Problem, ProgramInput, StoredProgram } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import type { TestMerchant } from '../merchant'

let test: TestApp
beforeAll(async () => {
  test = await openTestApp()
})
afterAll(() => test.close())

const tiers = [
  { id: 'member', name: 'Member', threshold: 0 },
  { id: 'gold', name: 'Gold', threshold: 100 },
]
const withLadder: ProgramInput = {
  name: 'Club',
  ladder: { basis: 'points', period: { kind: 'lifetime' }, tiers },
}

const get = (merchant: TestMerchant, headers = {}) =>
  merchant.send<StoredProgram>('GET', '/v1/program', undefined, { headers })
const put = (merchant: TestMerchant, program: ProgramInput, ifMatch?: string) =>
  merchant.send<StoredProgram & Problem>('PUT', '/v1/program', program, {
    headers: ifMatch === undefined ? {} : { 'If-Match': ifMatch },
  })

describe('the programme', () => {
  it('begins as version 1, with its version as its tag', async () => {
    const merchant = await test.createMerchant()
    const { status, headers, body } = await get(merchant)
    expect(status).toBe(200)
    expect(headers.get('ETag')).toBe('"1"')
    expect(body).toMatchObject({ version: 1, program: { name: 'Laurel & Sons', rules: [], ladder: null } })
  })

  it('answers 304 to who has this version', async () => {
    const merchant = await test.createMerchant()
    for (const known of ['"1"', 'W/"1"', '"7", "1"', '*']) {
      const { status, text, headers } = await get(merchant, { 'If-None-Match': known })
      expect([known, status, text, headers.get('ETag')]).toEqual([known, 304, '', '"1"'])
    }
    expect((await get(merchant, { 'If-None-Match': '"2"' })).status).toBe(200)
  })

  it('is replaced as a whole and counted up', async () => {
    const merchant = await test.createMerchant()
    const first = await put(merchant, withLadder)
    expect([first.status, first.headers.get('ETag'), first.body.version]).toEqual([200, '"2"', 2])
    expect((await put(merchant, { name: 'Other' })).body.version).toBe(3)
    expect((await get(merchant)).body.program).toMatchObject({ name: 'Other', ladder: null })
  })

  it('is no new version when the same document comes again', async () => {
    const merchant = await test.createMerchant()
    await put(merchant, { ...withLadder, texts: { en: { 'home.title': 'Hi', 'wheel.title': 'Win' } } })
    const reordered = { texts: { en: { 'wheel.title': 'Win', 'home.title': 'Hi' } }, ...withLadder }
    expect((await put(merchant, reordered)).body.version).toBe(2)
  })

  it('is changed only from the version that If-Match names', async () => {
    const merchant = await test.createMerchant()
    expect((await put(merchant, withLadder, '"1"')).status).toBe(200)
    const late = await put(merchant, { name: 'Late' }, '"1"')
    expect([late.status, late.body.code]).toEqual([412, 'precondition_failed'])
    expect((await put(merchant, { name: 'Weak' }, 'W/"2"')).status).toBe(412)
    expect((await put(merchant, { name: 'Any' }, '*')).status).toBe(200)
    expect((await get(merchant)).body).toMatchObject({ version: 3, program: { name: 'Any' } })
  })

  it('lets one of twenty writers through who all saw the same version', async () => {
    const merchant = await test.createMerchant()
    const names = Array.from({ length: 20 }, (_, i) => `Club ${i}`)
    const answers = await Promise.all(names.map(name => put(merchant, { name }, '"1"')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)])
    expect((await get(merchant)).body.version).toBe(2)
  })

  it('keeps every version of writers who did not ask', async () => {
    const merchant = await test.createMerchant()
    const names = Array.from({ length: 6 }, (_, i) => `Club ${i}`)
    const answers = await Promise.all(names.map(name => put(merchant, { name })))
    expect(answers.map(({ body }) => body.version).sort()).toEqual([2, 3, 4, 5, 6, 7])
  })

  it('says where a document is wrong and stores nothing', async () => {
    const merchant = await test.createMerchant()
    const { status, body } = await put(merchant, { name: 'Club', pointValue: 1.5 })
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ path: 'pointValue', message: expect.any(String) }])
    expect((await get(merchant)).body.version).toBe(1)
  })

  it('is nobody else to read', async () => {
    const [one, other] = [await test.createMerchant(), await test.createMerchant()]
    await put(one, withLadder)
    expect((await get(other)).body.version).toBe(1)
    const page = await test.request<Problem>('GET', '/v1/program', { key: one.publishableKey })
    expect([page.status, page.body.code]).toEqual([403, 'forbidden'])
  })
})

describe('a tier that somebody holds', () => {
  async function withMember(): Promise<TestMerchant> {
    const merchant = await test.createMerchant()
    await put(merchant, withLadder)
    const customer = await merchant.send<{ id: string }>('POST', '/v1/customers', { externalId: 'ada' })
    const gift = { points: 100, reason: 'Welcome', countsForTier: true }
    const path = `/v1/customers/${customer.body.id}/adjustments`
    const given = await merchant.send<{ tierId: string }>('POST', path, gift, { idempotencyKey: 'gift' })
    expect(given.body.tierId).toBe('gold')
    return merchant
  }
  const ladderOf = (kept: typeof tiers): ProgramInput => ({
    name: 'Club',
    ladder: { basis: 'points', period: { kind: 'lifetime' }, tiers: kept },
  })

  it('may not be removed', async () => {
    const merchant = await withMember()
    for (const removed of [ladderOf(tiers.slice(0, 1)), { name: 'No ladder' }]) {
      const { status, body } = await put(merchant, removed)
      expect([status, body.code]).toEqual([409, 'tier_in_use'])
      expect(body.detail).toBe('Gold (gold) has 1 members; retire it instead')
    }
    expect((await get(merchant)).body.version).toBe(2)
  })

  it('may be retired, and another one removed', async () => {
    const merchant = await withMember()
    const retired = tiers.slice(1).map(tier => ({ ...tier, retired: true }))
    expect((await put(merchant, ladderOf(retired))).status).toBe(200)
  })
})

describe('the clock of expiry', () => {
  it('starts over when points would end earlier, and runs on when they end later', async () => {
    const merchant = await test.createMerchant()
    const since = async () => {
      const rows = await test.store.read({
        rows: test.store.db.all<{ since: number }>(
          `SELECT expiry_since AS since FROM programs WHERE merchant_id = '${merchant.id}' ORDER BY version`,
        ),
      })
      return rows.rows.map(row => row.since)
    }
    const start = test.clock.now
    const [may, june, july] = ['2026-05-01', '2026-06-01', '2026-07-01'].map(day => Date.parse(day))
    await merchant.setClock(may ?? 0)
    await put(merchant, { name: 'Club', expiry: { mode: 'lot', months: 12 } })
    await merchant.setClock(june ?? 0)
    await put(merchant, { name: 'Club', expiry: { mode: 'lot', months: 24 } })
    await merchant.setClock(july ?? 0)
    await put(merchant, { name: 'Club', expiry: { mode: 'lot', months: 6 } })
    expect(await since()).toEqual([start, may, may, july])
  })
})
