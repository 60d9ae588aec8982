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

type Shown = Pick<Showings, 'session' | 'page' | 'path'>

interface Budget {
  perPage: number
  perSession: number
  quietPages: string[]
}

/** The first prompt that fits the page, if this tab may still show one. `*` in a page rule is anything. */
export function choosePrompt(prompts: Prompt[], shown: Shown, budget: Budget): Prompt | null {
  const fits = (prompt: Prompt) =>
    prompt.kind !== 'survey' || !prompt.survey.pages[0] || isOneOf(prompt.survey.pages, shown.path)
  return (hasRoom(shown, budget) && prompts.find(fits)) || null
}

/** Whether this page and this tab may show one more. */
export const hasRoom = (
  { page, session, path }: Shown,
  { perPage, perSession, quietPages }: Budget,
): boolean => page < perPage && session < perSession && !isOneOf(quietPages, path)

/** `*` is anything, and every other character is itself. */
const isOneOf = (pages: string[], path: string): boolean =>
  pages.some(page => new RegExp(`^${page.replace(/\W/g, '\\$&').replaceAll('\\*', '.*')}$`).test(path))

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

/**
 * Opens the next prompt if page, tab and server allow. One that is open stays, after a reload too, and waits while the
 * page is a quiet one. Never rejects.
 */
export const ask = (client: Client): Promise<OpenPrompt | null> => next(client).catch(() => null)

async function next(client: Client): Promise<OpenPrompt | null> {
  const { state, showings } = client
  const session = sessionOf(client)
  const path = pagePath()
  const subject = fingerprint(await session.subject())
  const before = showingsOf(showings.read(), subject, path)
  showings.write(before)
  const budget = state.program.value?.prompts
  if (!budget || isOneOf(budget.quietPages, path)) return setOpen(client, null)
  if (before.open) return setOpen(client, before.open)
  const prompt = choosePrompt(state.me.value?.prompts ?? [], before, budget)
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
