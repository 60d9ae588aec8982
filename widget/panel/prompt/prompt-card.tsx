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

/** A part of the page like any other: it can be walked to, and walked by. */
export function PromptCard({ card, looks: { View }, close, done, go }: PromptCardProps) {
  const { w, laurel } = current()
  return (
    <section
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
