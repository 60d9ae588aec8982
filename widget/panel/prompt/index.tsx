import { computed, effect, signal, untracked } from '@preact/signals-core'
import { render } from 'preact'
import { answer } from '../../../sdk/browser/answer'
import { ask, closePrompt, dismiss } from '../../../sdk/browser/prompts'
import type { ScreenName } from '../../handoff'
import { type App, drawFor } from '../app'
import { type Asked, type Card, type Looks, newCard } from './card'
import { invites } from './invite'
import css from './prompt.css?inline'
import { PromptCard } from './prompt-card'

/** Where the card stands. */
export interface Corner {
  root: ShadowRoot
  /** The panel's: while it is open, nothing is asked, and what is asked is hidden. */
  dialog: HTMLDialogElement
  button(): HTMLElement | null
  /** Opens the panel because the shopper wants it. */
  open(screen: ScreenName): void
}

/** Asks what there is to ask, beside the page and never over it. @returns what ends it */
export function create(app: App, corner: Corner): () => void {
  const { laurel } = app
  const { client, signedIn, me, program, prompt } = laurel
  const card = signal<Card | null>(null)
  const said = signal('')
  const life = new AbortController()
  const { signal: until } = life
  const box = document.createElement('div')
  /** Of the card, which comes after them. */
  let looks!: Looks
  /** Where focus was before the shopper came here. */
  let before: HTMLElement | null = null
  let turn = Promise.resolve()

  box.className = 'prompt'
  corner.root.append(box)
  app.adopt('prompt', css)
  box.addEventListener('focusin', ({ relatedTarget }) => {
    if (!box.contains(relatedTarget as Node)) before = relatedTarget as HTMLElement
  })
  box.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !card.value) return
    event.stopPropagation()
    close()
  })
  corner.dialog.addEventListener('close', next, { signal: until })
  const { navigation } = window as { navigation?: EventTarget }
  ;(navigation ?? window).addEventListener(navigation ? 'navigatesuccess' : 'popstate', next, {
    signal: until,
  })

  /** One question at a time: it looks again, when it is its turn, at whether there is room. */
  function next() {
    turn = turn
      .then(async () => {
        if (card.value || corner.dialog.open || until.aborted) return
        const open = signedIn.value && (await ask(client))
        if (open) await show(open.id, open.prompt)
        else if (!signedIn.value && invites(client)) await show(null, { kind: 'join' })
      })
      .catch(() => {})
  }

  async function show(id: string | null, asked: Asked) {
    looks =
      asked.kind === 'survey'
        ? (await import('../survey')).create(app, { card, answer, change })
        : (await import('../nudge')).create(app)
    if (id !== (prompt.value?.id ?? null)) return
    card.value = newCard(id, asked)
    said.value = looks.lineOf(asked)
  }

  /** What comes in place of what the shopper pressed is read to them; whoever has gone elsewhere hears of it. */
  function change(id: string | null, part: Partial<Card>) {
    if (card.value?.id !== id) return
    const inside = isInside()
    card.value = { ...card.value, ...part }
    const heading = box.querySelector('h3') as HTMLElement
    if (part.step && inside) heading.focus()
    else if (part.step) said.value = heading.innerText
    else if (part.trouble) said.value = app.words.value?.text(part.trouble) ?? ''
  }

  const isInside = () => box.contains(corner.root.activeElement)

  function hide() {
    const inside = isInside()
    card.value = null
    said.value = ''
    if (inside) (before?.isConnected ? before : corner.button())?.focus({ preventScroll: true })
  }

  /** Whoever has given a score has answered: they get what that brings. */
  function close() {
    const shown = card.value as Card
    if (shown.score !== null && shown.step === 'words') looks.finish(shown, null)
    else void dismiss(client).catch(() => {})
    hide()
  }

  function done() {
    closePrompt(client)
    hide()
    next()
  }

  function go(screen: ScreenName) {
    corner.open(screen)
    closePrompt(client)
    card.value = null
  }

  const due = computed(() => JSON.stringify(signedIn.value ? me.value?.prompts : program.value?.prompts.join))
  const stop = [
    effect(() => {
      if (due.value) untracked(next)
    }),
    /** Answered or put off elsewhere, or the shopper has left. */
    effect(() => {
      const { step, busy, id } = card.peek() ?? {}
      const isOpen = prompt.value?.id === id
      if (signedIn.value !== (id !== null) || (id && !isOpen && !busy && step !== 'thanks')) untracked(hide)
    }),
    effect(() => {
      drawFor(app)
      const shown = card.value
      render(
        <>
          <p class="sr" role="status">
            {said.value}
          </p>
          {shown && <PromptCard {...{ card: shown, looks, close, done, go }} />}
        </>,
        box,
      )
    }),
  ]

  return () => {
    for (const end of stop) end()
    life.abort()
    render(null, box)
    box.remove()
  }
}
