import type { AnswerResult, Award, SurveyView } from '../../../sdk/contract'
import { nameAward } from '../award'
import { languageOf, type TextKey, type Words } from '../words'

type Texts = SurveyView['texts'][string]

/**
 * What the survey says: the merchant's texts for the locale, its language, or kin of it, text by text; ours behind.
 * @param pick one of the merchant's texts
 */
export function sayOf({ texts }: Pick<SurveyView, 'texts'>, w: Pick<Words, 'locale' | 'text'>) {
  const language = languageOf(w.locale)
  const kin = Object.keys(texts).filter(each => languageOf(each) === language)
  const own = [w.locale, language, ...kin].map(each => texts[each])
  return (pick: (own: Texts) => string | undefined, ours: string) =>
    own.map(each => each && pick(each)).find(Boolean) ?? w.text(`prompt.${ours}` as TextKey)
}

/** What an answer has brought, in words; empty where it brought nothing. */
export function nameEarned(w: Words, earned: AnswerResult['earned'], thanks: Award | null): string {
  const { points, spins, rewards } = earned
  const isCode = thanks && thanks.kind !== 'points' && thanks.kind !== 'spins'
  const parts = [
    points && w.text('points', { n: points }),
    spins && w.text('spins', { n: spins }),
    rewards && isCode && nameAward(w, thanks),
  ]
  return w.list(parts.filter(Boolean) as string[])
}
