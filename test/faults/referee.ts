import { oddAnswers, wrongReplays } from './checks/answers'
import { judgeCodes } from './checks/codes'
import { beyond, linesOf, wrongBalances, wrongPrizes } from './checks/lines'
import { judgeOrders } from './checks/orders'
import { acknowledgement, isPutOff, refusal, repliesOf, wasUnknown } from './ledger'
import type { Load } from './load'
import { readStored } from './stored'

/** What clients were told, held against what is stored. */
export interface Verdict {
  /** Acts that a 2xx reply has said are done. */
  acknowledged: number
  /** Acts that were refused for good. */
  refused: number
  /** Requests that were told to come again: too many, too busy, no database, or the same key being worked on. */
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
  const { shop } = shelf
  const done = ledger.filter(entry => acknowledgement(entry))
  const unknown = ledger.filter(wasUnknown)
  const stored = await readStored(url, shop)
  const expected = linesOf(shop.customers.keys(), done)
  const orders = await judgeOrders(url, shop, done, stored)
  const codes = await judgeCodes(url, shop, done)
  return {
    acknowledged: done.length,
    refused: ledger.filter(refusal).length,
    putOff: ledger.flatMap(({ answers }) => repliesOf(answers).filter(isPutOff)).length,
    unknown: unknown.length,
    found: unknown.filter(entry => acknowledgement(entry)?.replayed).length,
    lost: [...beyond(expected, stored.lines), ...orders.lost, ...codes.lost],
    doubled: beyond(stored.lines, expected),
    wrong: [
      ...stored.audit.faults.map(fault => `audit: ${JSON.stringify(fault)}`),
      ...ledger.flatMap(oddAnswers),
      ...wrongBalances(expected, stored),
      ...wrongPrizes(done, stored),
      ...[...orders.wrong, ...codes.wrong],
      ...(await wrongReplays(load, done)),
    ],
  }
}
