import type { Note, Program } from '../../sdk/contract'
import type { Lot } from './account'
import { append, type Ledger, owe, spendable, take } from './ledger'
import type { Unit } from './table'

export interface Clawback {
  unit: Unit
  /** What has to come back. */
  amount: number
  /** The order whose lots are taken first. */
  source: string
  /** By how much it counts less for tiers, spent or not. */
  qualifying: number
  /** When it was or will be there: lots of that date are taken first, and they count less. */
  availableAt: number
  /** Lots of this source that have nothing left but still count for tiers. */
  spentLots: Lot[]
  note: Note
}

/**
 * Takes back what an order earned: its own lots first, pending before available, then as far as the policy goes
 * into other points. Returns what was taken (a debt counts as taken); the rest is forgiven and said in the line.
 */
export function clawback(ledger: Ledger, policy: Program['refunds'], change: Clawback): number {
  const { unit, amount, source } = change
  const reach = reachOf(ledger, policy, change)
  const lent = policy === 'allow_negative' && unit === 'points' ? amount : 0
  const taken = Math.max(
    lent,
    Math.min(
      amount,
      reach.reduce((sum, lot) => sum + lot.remaining, 0),
    ),
  )
  const note = taken < amount ? { ...change.note, forgiven: amount - taken } : change.note
  const seq = append(ledger, { kind: 'clawback', source, note, [unit]: -taken })
  const missing = take(ledger, seq, reach, taken)
  if (missing > 0) owe(ledger, seq, unit, missing)
  lowerQualifying(ledger, change)
  return taken
}

function reachOf(ledger: Ledger, policy: Program['refunds'], { unit, source, availableAt }: Clawback): Lot[] {
  const own = ledger.lots.filter(lot => lot.unit === unit && lot.source === source && lot.remaining > 0)
  const later = (lot: Lot) => (lot.availableAt === availableAt ? 0 : 1)
  const pending = own.filter(lot => lot.availableAt > ledger.at).sort((a, b) => later(a) - later(b))
  if (policy === 'pending_only') return pending
  const available = own.filter(lot => lot.availableAt <= ledger.at)
  const others = spendable(ledger, unit).filter(lot => lot.source !== source)
  return [...pending, ...available, ...others]
}

/** Newest lot first; the measure in the account follows, so that tiers are judged on what is left. */
function lowerQualifying(ledger: Ledger, { qualifying, spentLots, ...credited }: Clawback): void {
  if (qualifying === 0) return
  know(ledger, spentLots)
  const own = countingLots(ledger, credited).filter(lot => lot.qualifying > 0)
  let left = qualifying
  for (const lot of own.reverse()) {
    const part = Math.min(left, lot.qualifying)
    if (part > 0) setQualifying(ledger, lot, lot.qualifying - part)
    left -= part
  }
}

/** An order that earns again after its points were kept counts for tiers again, though nothing is credited. */
export function raiseQualifying(
  ledger: Ledger,
  {
    qualifying,
    spentLots,
    ...credited
  }: Pick<Clawback, 'source' | 'availableAt' | 'qualifying' | 'spentLots'>,
): void {
  know(ledger, spentLots)
  const newest = countingLots(ledger, credited).pop()
  if (newest) setQualifying(ledger, newest, newest.qualifying + qualifying)
}

/** Rules of one order may pay at different times, and each counts from its own. */
const countingLots = ({ lots }: Ledger, { source, availableAt }: Pick<Clawback, 'source' | 'availableAt'>) =>
  lots.filter(lot => lot.unit === 'points' && lot.source === source && lot.availableAt === availableAt)

/** Lots with nothing left are not part of the account; those of the order in question are added. */
function know(ledger: Ledger, lots: Lot[]): void {
  const known = new Set(ledger.lots.map(lot => lot.seq))
  ledger.lots.push(...lots.filter(lot => !known.has(lot.seq)).map(lot => ({ ...lot })))
  ledger.lots.sort((a, b) => a.seq - b.seq)
}

function setQualifying(ledger: Ledger, lot: Lot, value: number): void {
  const measures = ledger.account.qualifying
  const i = measures.findIndex(measure => measure.at === lot.availableAt && measure.value === lot.qualifying)
  if (i >= 0) measures.splice(i, 1)
  if (value > 0) measures.push({ at: lot.availableAt, value })
  lot.qualifying = value
  ledger.written.lots.add(lot.seq)
}
