import type { ComponentType } from 'preact'
import type { Outcome } from '../../../sdk/browser'
import type { OddsEntry, WheelView } from '../../../sdk/contract'
import type { App } from '../app'
import type { Face } from '../reveal/face'
import type { TextKey } from '../words'
import { restAngle, slicesOf } from './slices'
import { sayTrouble, troubleOf } from './trouble'

const TURNS = 5
const TURN_MS = 4200
const WOUND_UP = -16
const WIND_UP_MS = 420
/** Fast at once, slow to the end; no `linear()`, which takes Safari off the compositor. */
const EASING = 'cubic-bezier(.16,.62,.12,1)'

/** How one wheel stands. */
export interface TurnState {
  busy: boolean
  trouble: string | null
  /** The odds the last draw used, should a prize have run out meanwhile. */
  odds: OddsEntry[] | null
  /** Set while it is the shopper's turn to uncover what was drawn: does it for them. */
  uncover?: (() => void) | undefined
  /** What stands below the result once it was checked. */
  Checked: ComponentType | null
}

export type Turn = ReturnType<typeof createTurn>

/** The spins of one wheel: asks the server, shows what it drew, and keeps the result. */
export function createTurn(app: App, { id: wheelId, face: look }: WheelView, face?: Face) {
  const { laurel, outcomes } = app
  const state = app.own<TurnState>({ busy: false, trouble: null, odds: null, Checked: null })
  let disc: Element | null = null
  let angle = 0

  const change = (part: Partial<TurnState>) => {
    state.value = { ...state.value, ...part }
  }
  const say = (key: TextKey, filling?: { prize: string }) =>
    app.announce(app.words.value?.text(key, filling) ?? '')

  /** On a layer of its own, by the compositor: nothing runs per frame, whatever the page is busy with. */
  const turnTo = (to: number, durationMs: number) => {
    const keyframes = [angle, to].map(degrees => ({ transform: `rotate(${degrees}deg)` }))
    const still = matchMedia('(prefers-reduced-motion)').matches
    angle = to
    return disc?.animate(keyframes, { duration: still ? 0 : durationMs, easing: EASING, fill: 'forwards' })
      .finished
  }

  const show = async (outcome: Outcome, wheel: WheelView) => {
    const { proof } = outcome
    if (face) return face.show(outcome, uncover => change({ uncover }))
    change({ odds: proof.odds })
    const slices = slicesOf(wheel, proof.odds, '')
    const place = slices.findIndex(({ prizeId }) => prizeId === proof.prizeId)
    const within = 0.15 + Math.random() * 0.7
    await turnTo(restAngle(place + within, slices.length, angle, TURNS), TURN_MS)
  }

  const spin = async (wheel: WheelView) => {
    if (state.value.busy) return
    const before = angle
    change({ busy: true, trouble: null, Checked: null })
    say(`${look === 'wheel' ? 'spin' : look}.busy`)
    void turnTo(before + WOUND_UP, WIND_UP_MS)
    try {
      const drawn = await laurel.spin(wheelId, outcome => show(outcome, wheel))
      const { prize } = drawn
      outcomes.value = { ...outcomes.value, [wheelId]: drawn }
      change({ busy: false })
      if (prize && prize.award.kind !== 'nothing') say('won.this', { prize: prize.name })
      else say('won.nothing')
      app.focus('.voucher .button, .center > .button')
    } catch (thrown) {
      const trouble = troubleOf(thrown)
      if (!trouble) return
      void turnTo(before, WIND_UP_MS)
      change({ busy: false, trouble })
      if (app.words.value) app.announce(sayTrouble(app.words.value, trouble))
    }
  }

  return {
    state,
    View: face?.View,
    spin,
    /** The disc on the screen, at rest where it was left. */
    place(element: Element | null) {
      disc = element
      void turnTo(angle, 0)
    },
    /** When its file does not come, the button stays to be pressed again. */
    check: (outcome: Outcome) =>
      import('../check').then(
        async ({ check }) => change({ Checked: await check(app, outcome) }),
        () => {},
      ),
  }
}
