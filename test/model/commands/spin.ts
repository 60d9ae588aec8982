import fc from 'fast-check'
import type { SpinResult } from '../../../sdk/contract'
import { awardFact, issueCode } from '../award'
import { balance, type Customer, give } from '../books'
import { agree, ask, both, type Play, someone, type Touched } from '../play'
import { refused } from '../refused'
import { climb } from '../tiers'
import { pass } from '../time'
import { entryOf, oddsOf, payEntry } from '../wheel'

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never
const who = fc.nat({ max: 5 })

/** A spin, paid for as it can be; what the API draws has to be on the table of the model. */
export const spin = fc.record({ kind: fc.constant('spin' as const), who })

export async function runSpin(play: Play, { who: index }: Drawn<typeof spin>): Promise<Touched> {
  const spinner = someone(play, index)
  if (!spinner) return null
  const name = spinner.externalId
  play.serial += 1
  const { wheel, now, rules } = play
  let entry: SpinResult['entry'] | null = null
  const happens = (customer: Customer) => {
    pass(customer, now, rules)
    const next = entryOf(customer, wheel, now, rules)
    if (next.entry === null) return refused(next.reason ?? 'no_spins_left')
    entry = next.entry
    payEntry(customer, wheel, entry, rules)
    customer.spins.push({ at: now, entry, isOwn: true })
  }
  const body = { wheelId: wheel.id, clientSeed: `seed ${play.serial}` }
  const options = { idempotencyKey: `spin-${play.serial}` }
  const done = await both(play, name, happens, () =>
    ask<SpinResult>(play, spinner, 'POST', '/v1/me/spins', body, options),
  )
  if (!done) return name
  agree('the odds', oddsOf(wheel, now, rules.zone), done.body.proof.odds)
  agree('how it was paid', entry, done.body.entry)
  win(play, done.customer, done.body)
  awardFact(done.customer, { on: 'wheel.spun', source: `spun:${done.body.id}` }, rules)
  climb(done.customer, rules)
  const after = { points: balance(done.customer, 'points'), spins: balance(done.customer, 'spins').available }
  agree('after the spin', after, { points: done.body.points, spins: done.body.spins })
  return name
}

function win({ wheel, now, rules }: Play, customer: Customer, { prize, code, proof }: SpinResult): void {
  if (!proof.odds.some(({ prizeId }) => prizeId === (prize?.id ?? null)))
    throw new Error('drawn off the table')
  const won = wheel.config.prizes.find(({ id }) => id === prize?.id)
  if (!won) return
  wheel.wins.push({ prizeId: won.id, at: now, cost: won.cost })
  const { award } = won
  const credit = { source: 'prize', availableAt: now }
  if (award.kind === 'points') give(customer, { ...credit, unit: 'points', amount: award.points }, rules)
  else if (award.kind === 'spins') give(customer, { ...credit, unit: 'spins', amount: award.spins }, rules)
  else if (award.kind !== 'nothing') issueCode(customer, award, won.validDays).typed = code?.code ?? null
}
