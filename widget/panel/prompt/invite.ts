import type { Client } from '../../../sdk/browser'
import { pagePath } from '../../../sdk/browser/page'
import { hasRoom, showingsOf, withOneMore } from '../../../sdk/browser/prompts'

/** Whether a visitor may be asked in, and then it counts: in this page and tab, as the server does not know them. */
export function invites({ showings, state }: Client): boolean {
  const budget = state.program.value?.prompts
  const shown = showingsOf(showings.read(), '', pagePath())
  const invited = Boolean(budget?.join && hasRoom(shown, budget))
  if (invited) showings.write(withOneMore(shown))
  return invited
}
