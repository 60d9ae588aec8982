import { useSignal } from '@preact/signals'
import type { Reward } from '../../../sdk/server'
import type { AppliedCode } from '../../wire'
import { pounds } from '../format'
import { Refused } from '../request'
import { applyCode, removeCode } from '../state'

/** Where a reward code is typed, shown and taken out. */
export function CodeField({ applied }: { applied: AppliedCode | null }) {
  if (applied) return <Applied applied={applied} />
  return <Field />
}

function Field() {
  const problem = useSignal('')
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget as HTMLFormElement).get('code') ?? '').trim()
    problem.value = ''
    if (!code) return
    busy.value = true
    try {
      await applyCode(code)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problem.value = error.message
    } finally {
      busy.value = false
    }
  }
  return (
    <form class="code" onSubmit={submit}>
      <label for="code">Reward code</label>
      <div class="code-row">
        <input
          id="code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellcheck={false}
          maxLength={64}
          placeholder="FIG-…"
          aria-describedby="code-problem"
          aria-invalid={problem.value !== ''}
        />
        <button type="submit" class="quiet" aria-disabled={busy.value}>
          Apply
        </button>
      </div>
      <p id="code-problem" class="problem" role="alert">
        {problem.value}
      </p>
    </form>
  )
}

function Applied({ applied: { code, reward, hint } }: { applied: AppliedCode }) {
  return (
    <div class="code">
      <div class="code-applied" data-waiting={hint !== null}>
        <p>
          <strong>{worth(reward)}</strong>
          <span class="code-text">{code}</span>
          {hint && <span class="code-hint">{hint}</span>}
        </p>
        <button type="button" class="link" onClick={() => void removeCode()}>
          Take out<span class="unseen"> the code {code}</span>
        </button>
      </div>
    </div>
  )
}

function worth(reward: Reward): string {
  switch (reward.kind) {
    case 'percent':
      return `${reward.percent} % off`
    case 'amount':
      return `${pounds(reward.amount)} off`
    case 'giftCard':
      return `${pounds(reward.amount)} gift card`
    case 'freeShipping':
      return 'Free delivery'
    default:
      return `Free: ${reward.name}`
  }
}
