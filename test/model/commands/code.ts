import fc from 'fast-check'
import type { Code as CodeBody } from '../../../sdk/contract'
import type { Customer } from '../books'
import { type CodeStep, statusOf, stepCode } from '../codes'
import { agree, both, type Play, someone, type Touched } from '../play'
import { pass } from '../time'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never

/** A step in the life of a code, by one of a few orders that fight for it. */
export const codeStep = fc.record({
  ...{ kind: fc.constant('code' as const), who: fc.nat({ max: 5 }), which: fc.nat({ max: 20 }) },
  verb: fc.constantFrom('reserve', 'redeem', 'redeem', 'release', 'rollback', 'void') as fc.Arbitrary<
    CodeStep['verb']
  >,
  orderId: fc.constantFrom('s1', 's1', 's2'),
  total: fc.option(fc.constantFrom(1999, 2000, 5000), { freq: 6 }),
  ttlSeconds: fc.constantFrom(60, 7200, 604_800),
})

export async function runCode(play: Play, drawn: Drawn<typeof codeStep>): Promise<Touched> {
  const owner = someone(play, drawn.who, ({ codes }) => codes.some(({ typed }) => typed !== null))
  const known = owner?.codes.filter(({ typed }) => typed !== null) ?? []
  const code = known[drawn.which % Math.max(1, known.length)]
  if (!owner || !code) return null
  const index = owner.codes.indexOf(code)
  const orderTotal = drawn.total === null ? undefined : { amount: drawn.total, currency: 'GBP' }
  const happens = (customer: Customer) => {
    const mine = customer.codes[index]
    if (mine && stepCode(mine, { ...drawn, orderTotal }, play.now)) pass(customer, play.now, play.rules)
  }
  const path = `/v1/codes/${encodeURIComponent(code.typed ?? '')}/${drawn.verb}`
  const answer = () => play.api.send<CodeBody>('POST', path, bodyOf({ ...drawn, orderTotal }))
  const done = await both(play, owner.externalId, happens, answer)
  const after = done?.customer.codes[index]
  if (done && after) agree('the code', statusOf(after, play.now), done.body.status)
  return owner.externalId
}

function bodyOf({ verb, orderId, orderTotal, ttlSeconds }: CodeStep) {
  if (verb === 'void') return {}
  if (verb === 'release' || verb === 'rollback') return { orderId }
  return verb === 'reserve' ? { orderId, orderTotal, ttlSeconds } : { orderId, orderTotal }
}
