import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('rollback', () => {
  it('gives the use back, and answers the same again', async () => {
    const { change, lines } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    const back = await change<Code>('rollback', { orderId: '1042' })
    expect(back.body).toMatchObject({ status: 'issued', orderId: null, redeemedAt: null })
    const again = await change('rollback', { orderId: '1042' })
    expect([again.status, again.text]).toEqual([200, back.text])
    expect((await lines()).map(({ kind }) => kind)).toEqual(['redeem', 'rollback'])
    expect((await change('redeem', { orderId: '1043' })).status).toBe(200)
  })

  it('answers a late repeat when the next order has used the code', async () => {
    const { change } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    await change('rollback', { orderId: '1042' })
    await change('redeem', { orderId: '1043' })
    const { status, body } = await change<Code>('rollback', { orderId: '1042' })
    expect([status, body.orderId, body.status]).toEqual([200, '1043', 'redeemed'])
  })

  it.each(['nobody', 'another order'])('refuses an order when %s used the code', async who => {
    const { change } = await issueCode(app)
    if (who === 'another order') await change('redeem', { orderId: '1042' })
    const { status, body } = await change<Problem>('rollback', { orderId: '1043' })
    expect([status, body.code]).toEqual([409, 'code_not_redeemed'])
  })

  it('leaves a code expired that has expired meanwhile', async () => {
    const { change, later } = await issueCode(app, { validDays: 1 })
    await change('redeem', { orderId: '1042' })
    await later(24 * 60)
    const back = await change<Code>('rollback', { orderId: '1042' })
    expect([back.status, back.body.status]).toEqual([200, 'expired'])
    const { body } = await change<Problem>('redeem', { orderId: '1042' })
    expect(body.code).toBe('code_expired')
  })
})
