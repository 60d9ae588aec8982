import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orders } from '../../../api/orders/table'
import { journal } from '../../../api/wallet/table'
import type { Audit, Customer, Erased, Me, NpsReport, Page } from '../../../sdk/contract'
import { PersonExport } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { join, joining, openShop, type Problem } from '../guests/guest'
import type { TestMerchant } from '../merchant'
import { type Life, live, MARK, TELLTALES } from './life'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const auditOf = async (merchant: TestMerchant) => (await merchant.send<Audit>('GET', '/v1/audit')).body

/** Write routes without a word about one customer in them. */
const OF_NOBODY = [
  ...['POST /v1/merchants', 'POST /v1/keys', 'PATCH /v1/keys/{id}', 'POST /v1/keys/{id}/roll'],
  ...['POST /v1/identity-secrets', 'PUT /v1/test-clock', 'POST /v1/wheels', 'PUT /v1/wheels/{id}'],
  ...['POST /v1/wheels/{id}/simulate', 'POST /v1/pools/{pool}/codes', 'PUT /v1/program'],
  ...['POST /v1/program/preview', 'POST /v1/catalogue', 'PUT /v1/catalogue/{id}'],
  ...['POST /v1/surveys', 'PUT /v1/surveys/{id}', 'POST /v1/webhooks', 'PUT /v1/webhooks/{id}'],
  ...['POST /v1/webhooks/{id}/secrets', 'POST /v1/webhooks/{id}/deliveries/{messageId}/replay'],
  'POST /v1/webhooks/{id}/test',
]

const exportOf = async (merchant: TestMerchant, id: string) =>
  (await merchant.send('GET', `/v1/customers/${id}/export`)).text

/** Somebody of the same shop with an order and a code. */
async function bystanderOf(merchant: TestMerchant): Promise<string> {
  const { body } = await merchant.send<Customer>('POST', '/v1/customers', { externalId: 'bystander' })
  await merchant.send('POST', '/v1/orders', {
    ...{ externalId: 'order-1', customer: { externalId: 'bystander' }, status: 'paid', currency: 'GBP' },
    ...{ placedAt: '2026-03-02T09:00:00Z', total: 100 },
    lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 100 }],
  })
  return body.id
}

describe('somebody who is erased', () => {
  let other: Life
  let person: Life
  beforeAll(async () => {
    other = await live(app)
    person = await live(app)
  })

  it('has told us something by every route that takes words about a person', async () => {
    const { body } = await app.request<{ paths: Record<string, object> }>('GET', '/openapi.json')
    const writes = Object.entries(body.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs).map(verb => `${verb.toUpperCase()} ${path}`),
    )
    const taking = writes.filter(route => /^(POST|PUT|PATCH) /.test(route) && !OF_NOBODY.includes(route))
    expect([...person.called].sort()).toEqual(taking.sort())
  })

  it('has all of it in their export, and nothing of anybody else', async () => {
    const { merchant, id, externalId } = person
    const own = await merchant.sendAs<PersonExport>(externalId, 'GET', '/v1/me/export')
    const { status, text, body } = await merchant.send<PersonExport>('GET', `/v1/customers/${id}/export`)
    expect([status, own.status]).toEqual([200, 200])
    expect(own.text).toBe(text)
    expect(Object.keys(body).sort()).toEqual(Object.keys(PersonExport.shape).sort())
    const words = [
      ...['person', 'mail', 'segment', 'event', 'order-1', 'order-3', 'refund-1', 'guest', 'page'],
      ...['guest-page', 'feedback-page', 'response', 'checkout'].map(word => word),
    ].map(word => `${MARK}-${word}`)
    const texts = [
      ...['new name', 'adjustment', 'line 1', 'sku', 'line name', 'category', 'code', 'refund reason'],
      ...['client seed', 'comment', 'note', 'feedback', 'imported comment', 'void reason', 'guest comment'],
    ].map(word => `${MARK} ${word}`)
    for (const each of [...words, ...texts, ...Object.values(TELLTALES)]) expect(text).toContain(each)
    for (const code of person.handedOut.filter(each => each.includes('-') && !each.includes('.')))
      expect(text).toContain(code)
    for (const name of ['sealed', 'lookup', 'network', 'emailKey', 'kid'])
      expect(text).not.toContain(`"${name}"`)
    expect(body.guests).toMatchObject([{ externalId: person.guest.externalId, mergedInto: id }])
    expect(body.exportedAt).toBe(new Date(app.clock.now).toISOString())
    for (const row of Object.values(body).flat() as Record<string, unknown>[])
      for (const [name, value] of Object.entries(row))
        if (/^at$|At$/.test(name) && value !== null) expect(String(value)).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(text).not.toContain(other.id)
  })

  it('is missed by no sum, and by nobody else', async () => {
    const { merchant, id } = person
    const nps = (await merchant.send<NpsReport>('GET', '/v1/reports/nps')).body
    const bystander = await bystanderOf(merchant)
    const before = await auditOf(merchant)
    expect(before.faults).toEqual([])
    const untouched = await exportOf(merchant, bystander)
    const theirs = await exportOf(merchant, id)
    const erased = await other.merchant.send<Erased>('DELETE', `/v1/customers/${other.id}`)
    expect([erased.status, erased.body.id]).toEqual([200, other.id])
    expect(await exportOf(merchant, id)).toBe(theirs)
    expect(await auditOf(merchant)).toEqual(before)
    const { status } = await merchant.send('DELETE', `/v1/customers/${id}`)
    expect(status).toBe(200)
    const { codes: _, ...after } = await auditOf(merchant)
    const { codes: _c, ...sums } = before
    expect(after).toEqual({ ...sums, journalLines: sums.journalLines + 1 })
    expect((await merchant.send<NpsReport>('GET', '/v1/reports/nps')).body).toEqual(nps)
    expect(await exportOf(merchant, bystander)).toBe(untouched)
  })

  it('is nobody from then on', async () => {
    const { merchant, id, externalId, guest } = person
    const gone = [
      await merchant.send<Problem>('DELETE', `/v1/customers/${id}`),
      await merchant.send<Problem>('GET', `/v1/customers/${id}`),
      await merchant.send<Problem>('PATCH', `/v1/customers/${id}`, { name: 'Ada' }),
      await merchant.send<Problem>('GET', `/v1/customers/${id}/export`),
      await merchant.send<Problem>('GET', `/v1/customers/${guest.id}`),
      await merchant.send<Problem>('GET', `/v1/orders/${MARK}-order-1`),
      await merchant.send<Problem>('POST', `/v1/customers/${id}/merges`, { guestId: guest.id }),
    ]
    expect(gone.map(({ body }) => body.code)).toEqual(gone.map(() => 'not_found'))
    expect((await guest.send<Problem>('GET', '/v1/me')).status).toBe(401)
    const { body } = await merchant.send<Page<Customer>>('GET', '/v1/customers')
    expect(body.data.map(each => each.externalId).sort()).toEqual(['advocate', 'bystander'])
    const { body: me } = await merchant.sendAs<Me>(externalId, 'GET', '/v1/me')
    expect([me.customer.externalId, me.points.available]).toEqual([externalId, 0])
    expect((await auditOf(merchant)).faults).toEqual([])
  })
})

describe('a shopper', () => {
  it('erases themselves, as a customer and as a guest', async () => {
    const shop = await openShop(app)
    await shop.send('POST', '/v1/customers', { externalId: 'ada' })
    expect((await shop.sendAs<Erased>('ada', 'DELETE', '/v1/me')).status).toBe(200)
    expect((await shop.sendAs<Problem>('ada', 'DELETE', '/v1/me')).body.code).toBe('not_found')
    expect((await shop.sendAs<Problem>('ada', 'GET', '/v1/me/export')).body.code).toBe('not_found')
    const guest = await join(app, shop)
    expect((await guest.send<PersonExport>('GET', '/v1/me/export')).body.guests).toHaveLength(1)
    expect((await guest.send('DELETE', '/v1/me')).status).toBe(200)
    expect((await guest.send('DELETE', '/v1/me')).status).toBe(401)
    expect((await joining(app, shop)).body.code).toBe('already_joined')
    expect((await auditOf(shop)).faults).toEqual([])
  })

  it('is erased once, though fifty ask for it while an order comes in', async () => {
    const shop = await openShop(app)
    const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const order = {
      ...{ externalId: 'late', customer: { externalId: 'ada' }, status: 'paid', currency: 'GBP', total: 100 },
      ...{ placedAt: '2026-03-02T09:00:00Z' },
      lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 100 }],
    }
    const asks = Array.from({ length: 50 }, () => shop.send('DELETE', `/v1/customers/${body.id}`))
    const [late, ...answers] = await Promise.all([shop.send('POST', '/v1/orders', order), ...asks])
    expect(late?.status).toBe(201)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49)
    expect((await auditOf(shop)).faults).toEqual([])
  })

  it('is renamed in the whole ledger at once, however often they have bought', async () => {
    const shop = await openShop(app)
    const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    const named = ['"1042"', "o'clock", 'Řehoř\\1']
    for (const externalId of named)
      await shop.send('POST', '/v1/orders', {
        ...{ externalId, customer: { externalId: 'ada' }, status: 'paid', currency: 'GBP', total: 100 },
        ...{ placedAt: '2026-03-02T09:00:00Z' },
        lines: [{ lineId: '1', sku: 'vase', quantity: 1, amount: 100 }],
      })
    await app.watch(true)
    await shop.send('DELETE', `/v1/customers/${body.id}`)
    const written = (await app.watch(false)).flatMap(({ statements }) => statements)
    for (const table of ['journal', 'lots', 'earnings', 'codes'])
      expect(written.filter(({ sql }) => sql.startsWith(`update "${table}" set "source"`))).toHaveLength(1)
    const { db, read } = app.store
    const ofAda = <T extends typeof journal | typeof orders>(table: T) => eq(table.customerId, body.id)
    const { ledger, bought } = await read({
      ledger: db.select({ source: journal.source }).from(journal).where(ofAda(journal)),
      bought: db.select({ id: orders.id }).from(orders).where(ofAda(orders)),
    })
    const sources = ledger.map(({ source }) => source).filter(source => source.startsWith('order:'))
    expect(sources.sort()).toEqual(bought.map(({ id }) => `order:erased:${id}`).sort())
    expect(sources).toHaveLength(named.length)
  })

  it('cannot be reached from another shop', async () => {
    const [shop, other] = [await openShop(app), await openShop(app)]
    const { body } = await shop.send<Customer>('POST', '/v1/customers', { externalId: 'ada' })
    for (const method of ['GET', 'DELETE'] as const) {
      const path = `/v1/customers/${body.id}${method === 'GET' ? '/export' : ''}`
      expect((await other.send<Problem>(method, path)).body.code).toBe('not_found')
    }
    expect((await shop.send('GET', `/v1/customers/${body.id}`)).status).toBe(200)
  })

  it('who was merged is erased with the customer, not alone', async () => {
    const shop = await openShop(app)
    const guest = await join(app, shop)
    await shop.sendAs('ada', 'POST', '/v1/me/merges', { guestToken: guest.token })
    const alone = await shop.send<Problem>('DELETE', `/v1/customers/${guest.id}`)
    expect(alone.body.code).toBe('merged')
  })
})
