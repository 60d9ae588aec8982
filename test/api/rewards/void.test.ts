import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Code, Problem } from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'
import { issueCode } from './issued'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
})
afterAll(() => app.close())

describe('void', () => {
  it('withdraws a code for good, and says why in the journal', async () => {
    const { change, lines } = await issueCode(app)
    const { body } = await change<Code>('void', { reason: 'sent by mistake' })
    expect(body.status).toBe('void')
    expect((await change('void', {})).status).toBe(200)
    const [line, ...others] = await lines()
    expect(line).toMatchObject({ kind: 'void', note: { because: ['sent by mistake'] } })
    expect(others).toEqual([])
    for (const verb of ['reserve', 'redeem'] as const) {
      const refused = await change<Problem>(verb, { orderId: '1042' })
      expect([refused.status, refused.body.code]).toEqual([409, 'code_void'])
    }
  })

  it('withdraws a code that an order holds', async () => {
    const { change } = await issueCode(app)
    await change('reserve', { orderId: '1042' })
    expect((await change('void', {})).body.status).toBe('void')
    expect((await change('redeem', { orderId: '1042' })).body.code).toBe('code_void')
  })

  it('refuses a code that was used', async () => {
    const { change } = await issueCode(app)
    await change('redeem', { orderId: '1042' })
    const { status, body } = await change<Problem>('void', {})
    expect([status, body.code]).toEqual([409, 'code_redeemed'])
  })
})
