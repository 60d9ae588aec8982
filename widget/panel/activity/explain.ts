import type { JournalLine } from '../../../sdk/contract'
import type { TextKey, Words } from '../words'

type Note = JournalLine['note']

/** Lines the merchant's own name for the rule says best. */
const NAMED: ReadonlySet<string> = new Set([
  'event',
  'birthday',
  'check-in',
  'referral',
  'survey',
  'feedback',
  'goal',
])

/** A journal line as a shopper reads it: what happened, and why it counts what it counts. */
export interface Explained {
  title: string
  why: string
}

/** Built from nothing but `kind` and `note`, so it is right in every language and for every old line. */
export function explain(w: Words, line: JournalLine): Explained {
  const said = title(w, line)
  const reasons = [reason(w, line), calculation(w, line), leftOut(w, line.note), forgiven(w, line.note)]
  const parts = reasons.filter(part => part && !said.includes(part))
  return { title: said, why: parts.map(w.isolate).join(w.text('why.and')) }
}

function title(w: Words, { kind, note }: JournalLine): string {
  const { name, order = '' } = note
  if (kind === 'earn') return order ? w.text('line.order', { order }) : (name ?? w.text('line.event'))
  if (kind === 'clawback') return order ? w.text('line.refund', { order }) : w.text('line.adjust')
  if (kind === 'tier') return tierTitle(w, note)
  if (NAMED.has(kind)) return name ?? w.text(`line.${kind as 'event'}`)
  return w.text(`line.${kind}`, { order, name: name ?? '' })
}

function tierTitle(w: Words, { name, because }: Note): string {
  const [change] = because ?? []
  if (!name) return w.text('line.none')
  return w.text(change === 'kept' || change === 'down' ? `line.${change}` : 'line.up', { name })
}

/** The merchant's own words, where the title does not hold them already. */
function reason(w: Words, { kind, note }: JournalLine): string {
  if (note.code) return w.text('why.code', { code: note.code })
  return kind === 'tier' || kind === 'prize' ? '' : (note.name ?? '')
}

/** "60 × 2 for Gold", or "60 points for £60" when nothing multiplies; of a refund, what is left of it. */
function calculation(w: Words, { kind, note }: JournalLine): string {
  const { base, multiplier = 1, because, eligible, currency } = note
  if (base === undefined) return ''
  const why =
    multiplier !== 1 && because?.length
      ? w.text('why.times', { base, times: multiplier, because: w.list(because) })
      : eligible !== undefined && currency
        ? w.text('why.for', { points: w.text('points', { n: base }), money: w.money(eligible, currency) })
        : ''
  return why && kind === 'clawback' ? w.text('why.now', { why }) : why
}

/** Only where an amount was counted: a fixed gift leaves nothing out. */
function leftOut(w: Words, { base, excluded = [] }: Note): string {
  const parts = excluded.filter(({ amount }) => amount > 0).map(({ part }) => w.text(part as TextKey))
  return base !== undefined && parts.length ? w.text('why.without', { parts: w.list(parts) }) : ''
}

function forgiven(w: Words, { forgiven: kept }: Note): string {
  return kept ? w.text('why.forgiven', { points: w.text('points', { n: kept }) }) : ''
}
