import type { Award, JournalKind, Note } from '../../sdk/contract'
import type { IssuedCode } from '../rewards/issue'
import { append, credit } from '../wallet/ledger'
import { type Books, giveReward } from './books'

/** Why something is given, as the journal will say it. */
export interface Occasion {
  kind: JournalKind
  source: string
  note: Note
}

/** Gives what no rule earns: a prize, a thank-you. Points count for no tier. The code is null when there is none. */
export function giveAward(
  books: Books,
  award: Award,
  occasion: Occasion,
  validDays: number,
): IssuedCode | null {
  const line = { ...occasion, availableAt: books.at }
  switch (award.kind) {
    case 'points':
      credit(books, { ...line, unit: 'points', amount: award.points })
      return null
    case 'spins':
      credit(books, { ...line, unit: 'spins', amount: award.spins })
      return null
    case 'nothing':
      return null
    default: {
      const code = giveReward(books, award, occasion.source, validDays)
      append(books, occasion)
      return code
    }
  }
}
