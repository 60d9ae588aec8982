import type { SurveyKind } from '../../../sdk/contract'
import { current } from '../app'
import type { TextKey } from '../words'
import { scoresOf } from './scores'

export interface ScaleProps {
  kind: SurveyKind
  /** What the ends of the scale mean. */
  lowest: string
  highest: string
  choose(score: number): void
}

/**
 * One press chooses and is sent, so arrows only lead from score to score, as they do in a toolbar: whoever walks to
 * ten has not said six.
 */
export function Scale({ kind, lowest, highest, choose }: ScaleProps) {
  const { w } = current()
  const scores = scoresOf(kind)
  const nameOf = (score: number, between = ', ') => {
    const said = score === scores[0] ? lowest : score === scores.at(-1) ? highest : ''
    if (kind === 'csat') return said || w.text(`prompt.csat.${score}` as TextKey)
    return w.number(score) + (said && between + said)
  }
  return (
    <>
      <div class="scale" role="radiogroup" aria-labelledby="asked" onKeyDown={walk}>
        {scores.map((score, i) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio is chosen by the arrow that reaches it
          <button
            type="button"
            role="radio"
            aria-checked={false}
            aria-label={nameOf(score)}
            tabIndex={i ? -1 : 0}
            key={score}
            onClick={() => choose(score)}
          >
            {kind === 'csat' ? <Face score={score} /> : w.number(score)}
          </button>
        ))}
      </div>
      <p class="between small muted" aria-hidden="true">
        <span>{nameOf(scores[0] as number, ' · ')}</span>
        <span>{nameOf(scores.at(-1) as number, ' · ')}</span>
      </p>
    </>
  )
}

/** From a frown to a smile. */
const Face = ({ score }: { score: number }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={`M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 9v1M15 9v1M8 15q4 ${(score - 3) * 2.5} 8 0`} />
  </svg>
)

function walk(event: KeyboardEvent): void {
  const at = event.target as HTMLElement
  const ahead = at.matches('[dir=rtl] *') ? 'Left' : 'Right'
  const [, way] = event.key.split('Arrow')
  if (!way) return
  event.preventDefault()
  const all = [...(at.parentElement?.children ?? [])] as HTMLElement[]
  all.at((all.indexOf(at) + (way === ahead || way === 'Down' ? 1 : -1)) % all.length)?.focus()
}
