import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('release', () => {
  it('frees the code for others, and answers the same again', async () => {
    const { change, lines } = await issueCode(app)
    await change('reserve', { orderId: '1042' })
    const released = await change<Code>('release', { orderId: '1042' })
    expect(released.body).toMatchObject({ status: 'issued', orderId: null, reservedUntil: null })
    const again = await change('release', { orderId: '1042' })
    expect([again.status, again.text]).toEqual([200, released.text])
    expect((await lines()).map(({ kind }) => kind)).toEqual(['reserve', 'release'])
    expect((await change('redeem', { orderId: '1043' })).status).toBe(200)
  })

  it('leaves the reservation of another order alone', async () => {
    const { change } = await issueCode(app)
    await change('reserve', { orderId: '1042' })
    const stranger = await change<Problem>('release', { orderId: '1043' })
    expect([stranger.status, stranger.body.code]).toEqual([409, 'code_reserved'])
  })

  it('answers a late repeat when the next order holds the code', async () => {
    const { change } = await issueCode(app)
    await change('reserve', { orderId: '1042' })
    await change('release', { orderId: '1042' })
    await change('reserve', { orderId: '1043' })
    const { status, body } = await change<Code>('release', { orderId: '1042' })
    expect([status, body.orderId]).toEqual([200, '1043'])
  })

  it('gives no use back', async () => {
    const { change } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    const { status, body } = await change<Problem>('release', { orderId: '1042' })
    expect([status, body.code]).toEqual([409, 'code_redeemed'])
  })

  it('changes nothing for an order that never held it', async () => {
    const { change, lines } = await issueCode(app)
    expect((await change('release', { orderId: '1042' })).status).toBe(200)
    expect(await lines()).toEqual([])
  })
})
