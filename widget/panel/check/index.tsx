import type { ComponentType } from 'preact'
import type { Outcome } from '../../../sdk/browser'
import { verifySpin } from '../../../sdk/verify'
import { type App, current } from '../app'
import type { TextKey } from '../words'
import css from './check.css?inline'

/**
 * Draws a spin again in this page, from what was promised before it, sent with it and revealed after it.
 * @returns what then stands below the result
 */
export async function check({ adopt, announce, words }: App, outcome: Outcome): Promise<ComponentType> {
  const verdict = await verdictOf(outcome)
  adopt('check', css)
  announce(words.value?.text(verdict) ?? '')
  return () => <Verdict verdict={verdict} outcome={outcome} />
}

async function verdictOf({ proof, sent }: Outcome): Promise<TextKey> {
  try {
    const { valid } = await verifySpin(proof, sent)
    return valid ? 'check.good' : 'check.bad'
  } catch {
    return 'check.cannot'
  }
}

function Verdict({ verdict, outcome: { proof, sent } }: { verdict: TextKey; outcome: Outcome }) {
  const { w } = current()
  const numbers: [TextKey, string][] = [
    ['check.commitment', sent.commitment],
    ['check.serverSeed', proof.serverSeed],
    ['check.clientSeed', sent.clientSeed],
  ]
  return (
    <div class="check">
      <p class={verdict === 'check.good' ? 'good' : 'bad'}>{w.text(verdict)}</p>
      <dl>
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{w.text(name)}</dt>
            <dd dir="ltr" translate={false}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
