import type { Prompt } from '../../../sdk/contract'
import type { ScreenName } from '../../handoff'
import { type App, current } from '../app'
import { type LadderView, rungAmount } from '../ladder'
import type { Asked, Looks } from '../prompt/card'
import type { Words } from '../words'

export type Nudge = Exclude<Asked, { kind: 'survey' }>

const SCREENS: Record<Nudge['kind'], ScreenName> = {
  wheel: 'wheel',
  tier: 'earn',
  referral: 'refer',
  join: 'join',
}

/** One line, and one button to where it points. */
export function create(app: App): Looks {
  const lineOf = (asked: Asked) => lineFor(asked as Nudge, app, app.words.value as Words)
  return {
    lineOf,
    finish() {},
    View({ card, go }) {
      const { w } = current()
      const { kind } = card.prompt as Nudge
      return (
        <>
          <h3>{lineOf(card.prompt)}</h3>
          <button type="button" class="button" onClick={() => go(SCREENS[kind])}>
            {w.text(kind === 'wheel' || kind === 'join' ? kind : `prompt.${kind}.go`)}
          </button>
        </>
      )
    },
  }
}

function lineFor(nudge: Nudge, { laurel }: App, w: Words): string {
  if (nudge.kind === 'wheel') {
    const { wheels, spins } = laurel.me.value ?? {}
    const state = wheels?.find(({ wheelId }) => wheelId === nudge.wheelId)
    return state?.entry === 'spin' ? w.text('next.spin', { n: spins ?? 1 }) : w.text('next.free')
  }
  if (nudge.kind === 'tier') return tierLine(nudge, laurel.program.value?.ladder, w)
  return w.text(`prompt.${nudge.kind}`)
}

type TierNudge = Extract<Prompt, { kind: 'tier' }>

function tierLine({ tierId, missing }: TierNudge, ladder: LadderView | null | undefined, w: Words) {
  const tier = ladder?.tiers.find(({ id }) => id === tierId)
  return ladder && tier
    ? w.text('tier.next', { amount: rungAmount(w, ladder, missing), tier: tier.name })
    : ''
}
