import type { Prompt, ShownPrompt, ShowPrompt } from '../contract'
import { type Client, sessionOf } from './client'
import { pagePath } from './page'
import { readMe } from './read'
import { isRefusal } from './retry'
import { fingerprint, randomHex } from './token'

/** A prompt that is being shown. */
export interface OpenPrompt {
  /** Names this showing, for the answer or the dismissal. */
  id: string
  prompt: Prompt
}

/** What this tab has shown; the budget of days is counted by the server, across tabs and devices. */
export interface Showings {
  /** Fingerprint of whose prompt is open. */
  subject: string
  open: OpenPrompt | null
  /** Since the tab was opened. */
  session: number
  /** On the page that is shown, until another is. */
  page: number
  path: string
}

interface Budget {
  perPage: number
  perSession: number
}

/** The first prompt that fits the page, if this tab may still show one. `*` in a page rule is anything. */
export function choosePrompt(
  prompts: Prompt[],
  shown: Pick<Showings, 'session' | 'page'>,
  budget: Budget,
  path: string,
): Prompt | null {
  if (!hasRoom(shown, budget)) return null
  return prompts.find(prompt => prompt.kind !== 'survey' || fits(prompt.survey.pages, path)) ?? null
}

/** Whether this page and this tab may show one more. */
export const hasRoom = (
  { page, session }: Pick<Showings, 'session' | 'page'>,
  { perPage, perSession }: Budget,
): boolean => page < perPage && session < perSession

const fits = (pages: string[], path: string): boolean =>
  !pages.length || pages.some(page => patternOf(page).test(path))

/** Everything but `*` is meant literally. */
const patternOf = (page: string) =>
  new RegExp(`^${page.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replaceAll('*', '.*')}$`)

export const withOneMore = (shown: Showings): Showings => ({
  ...shown,
  session: shown.session + 1,
  page: shown.page + 1,
})

/** What was shown here, with the page's count begun anew where the page is another. */
export function showingsOf(kept: Showings | null, subject: string, path: string): Showings {
  const mine = kept?.subject === subject
  return {
    subject,
    open: mine ? kept.open : null,
    session: kept?.session ?? 0,
    page: kept?.path === path ? kept.page : 0,
    path,
  }
}

/** Opens the next prompt if page, tab and server allow. One that is open stays, after a reload too. Never rejects. */
export const ask = (client: Client): Promise<OpenPrompt | null> => next(client).catch(() => null)

async function next(client: Client): Promise<OpenPrompt | null> {
  const { state, showings } = client
  const session = sessionOf(client)
  const path = pagePath()
  const subject = fingerprint(await session.subject())
  const before = showingsOf(showings.read(), subject, path)
  showings.write(before)
  const budget = state.program.value?.prompts
  if (before.open || !budget) return setOpen(client, before.open)
  const prompt = choosePrompt(state.me.value?.prompts ?? [], before, budget, path)
  if (!prompt) return null
  try {
    const { id } = await session.send<ShownPrompt>({
      path: '/v1/me/prompts',
      body: showing(prompt, path),
      idempotencyKey: randomHex(16),
    })
    const open = { id, prompt }
    showings.write({ ...withOneMore(before), open })
    return session === client.session ? setOpen(client, open) : null
  } catch (thrown) {
    if (isRefusal(thrown)) await readMe(client)
    return null
  }
}

const showing = (prompt: Prompt, page: string): ShowPrompt => ({
  kind: prompt.kind,
  ...(prompt.kind === 'survey' && { surveyId: prompt.survey.id, source: prompt.source ?? undefined }),
  page,
})

/** It is answered, or the shopper has gone where it points. */
export function closePrompt(client: Client): void {
  const kept = client.showings.read()
  if (kept) client.showings.write({ ...kept, open: null })
  setOpen(client, null)
}

/** Not now: it may be asked again after its pause. */
export async function dismiss(client: Client): Promise<void> {
  const open = client.state.prompt.value
  if (!open) return
  closePrompt(client)
  await sessionOf(client).send({ path: `/v1/me/prompts/${open.id}/dismissals`, body: {} })
}

function setOpen({ state }: Client, open: OpenPrompt | null): OpenPrompt | null {
  state.prompt.value = open
  return open
}
