import { signal } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import type { LaurelError } from '../../../sdk/browser/error'
import { join } from '../../../sdk/browser/guest'
import { type App, current } from '../app'
import { SignIn } from '../sign-in'
import type { TextKey } from '../words'
import css from './join.css?inline'

const KNOWN: readonly string[] = [
  'already_joined',
  'guest_limit',
  'terms_changed',
  'guests_closed',
  'invalid_request',
]

/** The door for visitors without an account: an address, and agreement to the terms. */
export function create(app: App): ComponentType {
  const trouble = signal<TextKey | null>(null)
  const busy = signal(false)
  app.adopt('join', css)

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const guests = app.laurel.program.value?.guests
    if (!guests || busy.value) return
    busy.value = true
    trouble.value = null
    try {
      await join(app.laurel.client, {
        email: `${form.get('email')}`.trim(),
        consent: { terms: guests.terms, marketing: form.has('marketing') },
        locale: app.words.value?.locale,
      })
      app.screen.value = app.laurel.storefront.value?.wheels.some(wheel => wheel.guests) ? 'wheel' : 'home'
      app.announce(app.words.value?.text('join.done') ?? '')
      app.focus('.body')
    } catch (thrown) {
      const { code } = thrown as LaurelError
      trouble.value = KNOWN.includes(code) ? (`join.${code}` as TextKey) : 'join.failed'
      app.announce(app.words.value?.text(trouble.value) ?? '')
      app.focus('input')
    }
    busy.value = false
  }

  return () => <Join submit={submit} trouble={trouble.value} busy={busy.value} />
}

interface JoinProps {
  submit(event: SubmitEvent): void
  trouble: TextKey | null
  busy: boolean
}

function Join({ submit, trouble, busy }: JoinProps) {
  const { w, laurel } = current()
  const guests = laurel.program.value?.guests
  if (!guests) return null
  return (
    <form onSubmit={submit}>
      <p>{w.text('join.body')}</p>
      <label>
        <b>{w.text('join.email')}</b>
        <input
          type="email"
          name="email"
          required
          maxLength={254}
          autocomplete="email"
          dir="ltr"
          aria-invalid={trouble ? true : undefined}
          aria-describedby={trouble ? 'trouble' : undefined}
        />
      </label>
      {trouble && (
        <p class="bad" id="trouble">
          {w.text(trouble)}
        </p>
      )}
      <label class="tick">
        <input type="checkbox" name="terms" required />
        <span>{w.text('join.terms')}</span>
      </label>
      <a href={guests.termsUrl} target="_blank" rel="noopener">
        {w.text('join.read')}
      </a>
      {guests.marketing && (
        <label class="tick">
          <input type="checkbox" name="marketing" />
          <span>{w.text('join.marketing')}</span>
        </label>
      )}
      <button type="submit" class="button" aria-disabled={busy}>
        {w.text('join')}
      </button>
      <SignIn plain />
    </form>
  )
}
