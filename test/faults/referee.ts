import type { RedemptionResult, SpinResult } from '../../sdk/contract'
import type { HeldCode, Line } from './acts/act'
import {
  acknowledgement,
  codeOf,
  type Entry,
  isDone,
  isPutOff,
  refusal,
  repliesOf,
  wasUnknown,
} from './ledger'
import type { Load } from './load'
import { each, readCodes, readOrders, readStored, type Stored } from './stored'

/** What clients were told, held against what is stored. */
export interface Verdict {
  /** Acts that a 2xx reply has said are done. */
  acknowledged: number
  /** Acts that were refused for good. */
  refused: number
  /** Requests that were told to come again: too busy, too many, or the same key being worked on. */
  putOff: number
  /** Acts of which some answer never came, or said nothing. */
  unknown: number
  /** Of the unknown: those that had been done, as the same key then showed. */
  found: number
  /** Acknowledged, and not there; or there in part. */
  lost: string[]
  /** There, and not acknowledged, or more often than it was. */
  doubled: string[]
  /** Whatever else is not as it should be. */
  wrong: string[]
}

/** To be called when every client knows what has become of its acts, and the server is well. */
export async function judge(load: Load, url: string): Promise<Verdict> {
  const { ledger, shelf } = load
  const done = ledger.filter(entry => acknowledgement(entry))
  const unknown = ledger.filter(wasUnknown)
  const stored = await readStored(url, shelf.shop)
  const expected = [...welcomes(shelf.shop.customers.keys()), ...done.flatMap(linesOf)]
  return {
    acknowledged: done.length,
    refused: ledger.filter(refusal).length,
    putOff: ledger.flatMap(({ answers }) => repliesOf(answers).filter(isPutOff)).length,
    unknown: unknown.length,
    found: unknown.filter(entry => acknowledgement(entry)?.replayed).length,
    lost: beyond(expected, stored.lines),
    doubled: beyond(stored.lines, expected),
    wrong: [
      ...stored.audit.faults.map(fault => `audit: ${JSON.stringify(fault)}`),
      ...ledger.flatMap(oddAnswers),
      ...wrongBalances(expected, stored),
      ...wrongPrizes(done, stored),
      ...(await wrongOrders(load, url, stored)),
      ...(await wrongCodes(load, url)),
      ...(await wrongReplays(load, done)),
    ],
  }
}

/** The customers of the shop's opening. */
const welcomes = (customers: Iterable<string>): Line[] =>
  [...customers].map(customer => ({
    ...{ customer, kind: 'welcome', source: 'welcome', points: 0, spins: 0, why: '' },
  }))

const linesOf = (entry: Entry): Line[] => entry.act.leaves(bodyOf(entry) as never)

const bodyOf = <T>(entry: Entry): T => JSON.parse(acknowledgement(entry)?.text ?? 'null') as T

/** Those of one list that the other does not have, each as often as it is missing. */
function beyond(lines: Line[], others: Line[]): string[] {
  const left = new Map<string, number>()
  for (const other of others) left.set(inWords(other), (left.get(inWords(other)) ?? 0) + 1)
  return lines.map(inWords).filter(line => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}

const inWords = ({ customer, kind, source, points, spins, why }: Line) =>
  `${customer}: ${kind} of ${source}, ${points} points, ${spins} spins (${why})`

const EXPECTED_REFUSALS = ['insufficient_points', 'no_spins_left', 'code_redeemed']

/** Refusals nobody earned, failures that are no problem documents, and two replies to one key that differ. */
function oddAnswers(entry: Entry): string[] {
  const replies = repliesOf(entry.answers)
  const texts = new Set(replies.filter(isDone).map(({ text }) => text))
  const end = refusal(entry)
  const odd = replies.filter(reply => !isDone(reply) && codeOf(reply) === undefined)
  if (end && !EXPECTED_REFUSALS.includes(codeOf(end) ?? '')) odd.push(end)
  return [
    ...odd.map(({ status, text }) => `${entry.act.kind} ${entry.act.key}: ${status} ${text}`),
    ...(texts.size > 1 ? [`${entry.act.kind} ${entry.act.key}: ${[...texts].join(' and then ')}`] : []),
  ]
}

function wrongBalances(expected: Line[], { balances }: Stored): string[] {
  const sums = new Map<string, { points: number; spins: number }>()
  for (const { customer, points, spins } of expected) {
    const sum = sums.get(customer) ?? { points: 0, spins: 0 }
    sums.set(customer, { points: sum.points + points, spins: sum.spins + spins })
  }
  return [...sums].flatMap(([customer, sum]) => {
    const has = balances.get(customer)
    const isRight = has?.points === sum.points && has.spins === sum.spins
    return isRight ? [] : [`${customer} has ${JSON.stringify(has)}, not ${JSON.stringify(sum)}`]
  })
}

function wrongPrizes(done: Entry[], { wheel }: Stored): string[] {
  const spins = done.filter(({ act }) => act.kind === 'spin').map(entry => bodyOf<SpinResult>(entry))
  return wheel.prizes.flatMap(({ id, won }) => {
    const told = spins.filter(({ prize }) => prize?.id === id).length
    return told === won ? [] : [`prize ${id} was won ${won} times, and ${told} shoppers were told so`]
  })
}

async function wrongOrders({ ledger, shelf }: Load, url: string, { audit }: Stored): Promise<string[]> {
  const paid = new Map<string, { total: number; refunded: number }>()
  const done = ledger.filter(entry => acknowledgement(entry))
  for (const { act } of done.filter(({ act }) => act.kind === 'order')) {
    const { externalId, total } = act.body as { externalId: string; total: number }
    paid.set(externalId, { total, refunded: 0 })
  }
  for (const { act } of done.filter(({ act }) => act.kind === 'refund')) {
    const order = paid.get(act.path.split('/')[3] ?? '')
    if (order) order.refunded += (act.body as { amount: number }).amount
  }
  const orders = await readOrders(url, shelf.shop, [...paid.keys()])
  const wrong = orders.filter(({ externalId, total, refunded }) => {
    const told = paid.get(externalId)
    return total !== told?.total || refunded !== told.refunded
  })
  const count = audit.orders.count === paid.size ? [] : [`${audit.orders.count} orders, not ${paid.size}`]
  return [...wrong.map(order => `order ${JSON.stringify(order)}`), ...count]
}

/** A code is used by the one order that was told so last, and by no other. */
async function wrongCodes({ ledger, shelf }: Load, url: string): Promise<string[]> {
  const codes = new Map<string, HeldCode & { orders: string[] }>()
  const done = ledger.filter(entry => acknowledgement(entry))
  for (const entry of done) {
    const { code, redemption } = bodyOf<Partial<SpinResult & RedemptionResult>>(entry)
    const issued = entry.act.kind === 'spin' ? code : redemption?.code
    if (issued) codes.set(issued.code, { ...issued, customer: entry.act.shopper ?? '', orders: [] })
  }
  for (const { act } of done) {
    const used = codes.get(act.path.split('/')[3] ?? '')
    const { orderId } = act.body as { orderId: string }
    if (used && act.kind === 'use code') used.orders.push(orderId)
    if (used && act.kind === 'give back') used.orders.push(`-${orderId}`)
  }
  const held = [...codes.values()]
  const stored = await readCodes(url, shelf.shop, held)
  return held.flatMap(({ id, code, orders }, i) => {
    const using = orders.filter(order => !order.startsWith('-') && !orders.includes(`-${order}`))
    const has = stored[i]
    const isRight = has?.id === id && (has.orderId ?? undefined) === using[0] && using.length <= 1
    return isRight ? [] : [`code ${code} is ${has?.status} by ${has?.orderId}; told: ${orders.join(', ')}`]
  })
}

/** The same key again: the same bytes, and nothing done. */
async function wrongReplays(load: Load, done: Entry[]): Promise<string[]> {
  const wrong = await each(done, async entry => {
    const answer = await load.again(entry.act)
    const told = acknowledgement(entry)
    const isSame = typeof answer !== 'string' && answer.status === told?.status && answer.text === told.text
    if (isSame && answer.replayed) return []
    return [`${entry.act.kind} ${entry.act.key}: ${JSON.stringify(answer)} instead of ${told?.text}`]
  })
  return wrong.flat()
}
