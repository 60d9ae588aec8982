import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

const inSeconds = (seconds: number) => new Date(app.clock.now + seconds * 1000).toISOString()

describe('reserve', () => {
  it('holds a code for fifteen minutes unless told otherwise', async () => {
    const { change } = await issueCode(app)
    const { status, body } = await change<Code>('reserve', { orderId: '1042' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'reserved', orderId: '1042', reservedUntil: inSeconds(900) })
  })

  it('holds it for longer when the same order asks again', async () => {
    const { change, later, lines } = await issueCode(app)
    await change('reserve', { orderId: '1042', ttlSeconds: 60 })
    await change('reserve', { orderId: '1042', ttlSeconds: 60 })
    expect(await lines()).toHaveLength(1)
    await later(0.5)
    const { body } = await change<Code>('reserve', { orderId: '1042', ttlSeconds: 60 })
    expect(body.reservedUntil).toBe(inSeconds(90))
    expect((await lines()).map(({ kind }) => kind)).toEqual(['reserve', 'reserve'])
  })

  it('refuses another order until the reservation ends', async () => {
    const { change, later } = await issueCode(app)
    await change('reserve', { orderId: '1042', ttlSeconds: 60 })
    const early = await change<Problem>('reserve', { orderId: '1043' })
    expect([early.status, early.body.code]).toEqual([409, 'code_reserved'])
    await later(1)
    expect((await change<Code>('reserve', { orderId: '1043' })).body.orderId).toBe('1043')
  })

  it('is had by one of fifty orders at once', async () => {
    const { change } = await issueCode(app)
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => change('reserve', { orderId: `order-${i}` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(409)])
  })

  it.each([9, 604_801, 1.5, -1, '60'])('refuses to hold for %j seconds', async ttlSeconds => {
    const { change, lines } = await issueCode(app)
    expect((await change('reserve', { orderId: '1042', ttlSeconds })).status).toBe(400)
    expect(await lines()).toEqual([])
  })
})
