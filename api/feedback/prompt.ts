import type { Me } from '../../sdk/contract'
import type { Books } from '../earning/books'
import type { PromptRows } from './read'

/** What may be shown to this shopper now, the most important first. */
export function promptsFor(_books: Books, _rows: PromptRows): Me['prompts'] {
  return []
}
