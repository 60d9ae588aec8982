import { addMonths, birthdayIn, dayOf } from '../merchants/calendar'
import { advance } from '../tiers/ladder'
import type { Lot } from '../wallet/account'
import { append, expiresAt, type Ledger, payDebts, take } from '../wallet/ledger'
import type { Unit } from '../wallet/table'
import { award } from './award'
import type { Books } from './books'
import { referralDues } from './referral-dues'
import { grantAt, measuresOf } from './tier'

/** Something that happens at an instant by itself. */
export interface Due {
  at: number
  book(): void
}

/**
 * Books what time has done to this customer up to `to`: birthdays, friends who have kept their order, matured points
 * that pay a debt, expiry and tiers, each at the instant it happened. Every verb settles before it decides, so no job
 * has to run for a balance to be right.
 */
export function settle(books: Books, to: number): void {
  const facts = [...birthdays(books, to), ...referralDues(books, to)]
  for (const { at, book } of facts.sort((a, b) => a.at - b.at)) {
    bookUntil(books, at)
    book()
    promote(books)
  }
  bookUntil(books, to)
}

/** Also of an instant that is booked: a change may have moved an end into the past. */
function bookUntil(books: Books, until: number): void {
  const from = books.at
  const to = Math.max(from, until)
  const dues = [...maturing(books, from, to), ...expiring(books, to), ...tierChanges(books, from, to)]
  for (const due of dues.sort((a, b) => a.at - b.at)) {
    books.at = Math.max(books.at, due.at)
    due.book()
  }
  books.at = to
}

/** After a change that lifts what counts: somebody may have reached a tier this moment. */
export function promote(books: Books): void {
  for (const due of tierChanges(books, books.at, books.at)) due.book()
}

/** Those since the books were last settled that have not been paid. Whoever returned may have had one within a year. */
function birthdays(books: Books, to: number): Due[] {
  const { at: from, customer, rules, account } = books
  const { birthday, returnedAt } = customer
  if (!birthday || to <= from) return []
  const free = returnedAt === null ? from : Math.max(from, addMonths(returnedAt, 12, rules.zone))
  const years = Array.from(
    { length: yearOf(to, rules.zone) - yearOf(from, rules.zone) + 1 },
    (_, i) => yearOf(from, rules.zone) + i,
  )
  return years
    .map(year => ({ at: birthdayIn(year, birthday, rules.zone), source: `birthday:${year}` }))
    .filter(({ at, source }) => at > free && at <= to && !account.birthdays.has(source))
    .map(({ at, source }) => ({ at, book: () => keepBirthday(books, source, to) }))
}

/** Something may be given that writes no line, and without one the sweep writes nothing. */
function keepBirthday(books: Books, source: string, givenAt: number): void {
  const linesBefore = books.written.journal.length
  const fact = { on: 'birthday', source, kind: 'birthday' as const, givenAt }
  const { rewards } = award(books, fact)
  if (rewards > 0 && books.written.journal.length === linesBefore) append(books, fact)
}

const yearOf = (at: number, zone: string) => Number(dayOf(at, zone).slice(0, 4))

function maturing(books: Books, from: number, to: number): Due[] {
  const units = new Set(books.debts.map(debt => debt.unit))
  const matured = books.lots.filter(
    lot => units.has(lot.unit) && lot.availableAt > from && lot.availableAt <= to,
  )
  return matured.map(lot => ({ at: lot.availableAt, book: () => payDebts(books, lot.unit) }))
}

/** One line for everything of one unit that expires at the same instant. */
function expiring(books: Books, to: number): Due[] {
  const groups = new Map<string, { at: number; unit: Unit; lots: Lot[] }>()
  for (const lot of books.lots) {
    const at = lot.remaining > 0 ? expiresAt(books, lot) : null
    if (at === null || at > to) continue
    const key = `${lot.unit}/${at}`
    const group = groups.get(key) ?? { at, unit: lot.unit, lots: [] }
    group.lots.push(lot)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ at, unit, lots }) => ({ at, book: () => expire(books, unit, lots) }))
}

function expire(ledger: Ledger, unit: Unit, lots: Lot[]): void {
  const amount = lots.reduce((sum, lot) => sum + lot.remaining, 0)
  if (amount === 0) return
  const seq = append(ledger, { kind: 'expire', source: 'expiry', [unit]: -amount })
  take(ledger, seq, lots, amount)
}

function tierChanges(books: Books, from: number, to: number): Due[] {
  const { ladder } = books.rules.program
  if (!ladder) return []
  const changes = advance(ladder, grantAt(books, from), measuresOf(books), from, to, books.rules.zone)
  return changes.map(({ tierId, at, endsAt, change }) => ({
    at,
    book() {
      const name = ladder.tiers.find(tier => tier.id === tierId)?.name
      const note = { name, tier: tierId ?? undefined, because: [change] }
      const seq = append(books, { kind: 'tier', source: `tier:${tierId ?? 'none'}`, note })
      if (tierId === null) return
      books.account.grants.push({ tierId, startsAt: at, endsAt })
      books.written.grants.push({ seq, tierId, startsAt: at, endsAt })
    },
  }))
}
