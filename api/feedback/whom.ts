import type { Books } from '../earning/books'
import { tierAt } from '../earning/tier'
import type { SurveyRow } from './read'
import { inSample } from './sample'

/** Whether this customer is one of those the survey is for, asked or not. */
export function isFor(books: Books, { id, config: { trigger } }: SurveyRow): boolean {
  const { customer } = books
  const { tiers, segments, sharePercent } = trigger
  return (
    (tiers.length === 0 || tiers.includes(tierAt(books, books.at) ?? '')) &&
    (segments.length === 0 || segments.some(segment => customer.segments.includes(segment))) &&
    inSample(id, customer.id, sharePercent)
  )
}
