import type { ComponentType } from 'preact'
import type { AnswerResult, Prompt } from '../../../sdk/contract'
import type { ScreenName } from '../../handoff'
import type { TextKey } from '../words'

/** What is shown in the corner. */
export interface Card {
  /** Names the showing for the server; null for visitors, whom it does not know. */
  id: string | null
  prompt: Asked
  /** Of a survey: the score, the words behind it, the thanks. */
  step: 'score' | 'words' | 'thanks'
  score: number | null
  busy?: boolean
  trouble?: TextKey | null
  earned?: AnswerResult['earned']
}

/** Visitors may be asked in, which is nothing the server knows of. */
export type Asked = Prompt | { kind: 'join' }

/** How one kind of card is drawn: a survey, or a nudge. */
export interface Looks {
  View: ComponentType<{ card: Card; done(): void; go(screen: ScreenName): void }>
  /** What a screen reader says when the card comes. */
  lineOf(asked: Asked): string
  /** Completes what was begun. */
  finish(card: Card, words: string | null): void
}

export const newCard = (id: string | null, prompt: Asked): Card => ({
  ...{ id, prompt, score: null },
  step: prompt.kind === 'survey' && prompt.survey.kind === 'feedback' ? 'words' : 'score',
})
