import { expect } from 'vitest'
import type { Answer, TestApp } from '../app'
import type { Problemish } from '../bad-input/world'
import { expectCleanAudit } from '../catalogue/shop'
import type { TestMerchant } from '../merchant'
import { inTwoProcesses } from '../two-processes'

type Ask = () => Promise<Answer<unknown>>

let keys = 0
/** One that nobody has used. */
export const freshKey = (): { idempotencyKey: string } => ({ idempotencyKey: `race-${keys++}` })

/**
 * What two processes answer that have both read before either decides: `201`, or `409 no_spins_left`, the lower status
 * first. Afterwards the books balance.
 */
export async function race(app: TestApp, merchant: TestMerchant, one: Ask, other: Ask): Promise<string[]> {
  const answers = await inTwoProcesses(app, [one, other])
  await expectCleanAudit(merchant)
  return answers.map(said).sort()
}

export const said = ({ status, body }: Answer<unknown>): string =>
  status < 400 ? String(status) : `${status} ${(body as Problemish).code}`

/** A request that has to be taken. */
export async function taken<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { status, body, text } = await answer
  expect(status, text).toBeLessThan(300)
  return body
}
