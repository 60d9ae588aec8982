import type { ComponentType } from 'preact'
import { feedback } from '../../../sdk/browser/feedback'
import { type App, current } from '../app'
import { Icon } from '../icon'

/** Words to the shop, whenever the shopper has some. */
export function create(app: App): ComponentType {
  const step = app.own<'write' | 'busy' | 'failed' | 'thanks'>('write')
  const say = (key: 'feedback.thanks' | 'feedback.failed') => app.announce(app.words.value?.text(key) ?? '')

  async function submit(event: SubmitEvent) {
    event.preventDefault()
    const words = `${new FormData(event.target as HTMLFormElement).get('words')}`.trim()
    if (!words || step.value === 'busy') return
    step.value = 'busy'
    try {
      await feedback(app.laurel.client, words)
      step.value = 'thanks'
      say('feedback.thanks')
      app.focus('.body .button')
    } catch {
      step.value = 'failed'
      say('feedback.failed')
      app.focus('textarea')
    }
  }

  function again() {
    step.value = 'write'
    app.focus('textarea')
  }

  return () => <FeedbackForm step={step.value} {...{ submit, again }} />
}

interface FeedbackFormProps {
  step: 'write' | 'busy' | 'failed' | 'thanks'
  submit(event: SubmitEvent): void
  again(): void
}

function FeedbackForm({ step, submit, again }: FeedbackFormProps) {
  const { w } = current()
  if (step === 'thanks')
    return (
      <div class="notice">
        <span class="round">
          <Icon name="refer" />
        </span>
        <h3>{w.text('feedback.thanks')}</h3>
        <button type="button" class="button plain" onClick={again}>
          {w.text('feedback.again')}
        </button>
      </div>
    )
  return (
    <form onSubmit={submit}>
      <label>
        <b>{w.text('feedback.ask')}</b>
        <textarea name="words" rows={6} maxLength={2000} required aria-describedby="about" />
      </label>
      <p class="muted" id="about">
        {w.text('feedback.body')}
      </p>
      {step === 'failed' && <p class="bad">{w.text('feedback.failed')}</p>}
      <button type="submit" class="button" aria-disabled={step === 'busy'}>
        {w.text('feedback.send')}
      </button>
    </form>
  )
}
