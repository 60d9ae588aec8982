import type { ScreenName } from '../../handoff'
import { current } from '../app'
import { Icon } from '../icon'
import { directionOf } from '../words'
import type { Card, Looks } from './card'

export interface PromptCardProps {
  card: Card
  looks: Looks
  close(): void
  done(): void
  go(screen: ScreenName): void
}

/**
 * A part of the page like any other: it can be walked to, and walked by. Each step is a card of its own, as an
 * answer may come long after the press, and then nothing may move.
 */
export function PromptCard({ card, looks: { View }, close, done, go }: PromptCardProps) {
  const { w, laurel } = current()
  return (
    <section
      key={card.step}
      class="card"
      lang={w.locale}
      dir={directionOf(w.locale)}
      aria-label={w.text('prompt.from', { name: laurel.program.value?.name ?? '' })}
    >
      <View {...{ card, done, go }} />
      <button type="button" class="tool" aria-label={w.text('close')} onClick={close}>
        <Icon name="close" />
      </button>
    </section>
  )
}
