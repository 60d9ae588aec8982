import type { Outcome } from '../../../sdk/browser'
import { type App, current } from '../app'
import { type Face, isStill } from './face'

const OPEN_MS = 900
const EASING = 'cubic-bezier(.2,.8,.3,1)'

/** A box whose lid comes off. */
export function createGift({ own }: App): Face {
  const drawn = own<Outcome | null>(null)
  let box: HTMLElement | null = null

  async function show(outcome: Outcome) {
    if (isStill()) return
    drawn.value = outcome
    const parts = box?.querySelectorAll('.lid, b') ?? []
    const moves = [...parts].map(part => {
      const transform = [
        part.matches('b') ? 'translateY(60px) scale(.4)' : 'none',
        getComputedStyle(part).transform,
      ]
      return part.animate({ transform }, { duration: OPEN_MS, easing: EASING }).finished
    })
    await Promise.all(moves)
    drawn.value = null
  }

  return {
    show,
    View({ busy, outcome }) {
      const { w } = current()
      const open = drawn.value ?? (busy ? null : outcome)
      return (
        <div
          class={`face gift ${open ? 'open' : busy ? 'busy' : ''}`}
          aria-hidden="true"
          ref={element => {
            box = element
          }}
        >
          <b>{open && (open.prize?.name ?? w.text('won.nothing'))}</b>
          <svg viewBox="0 0 200 130" aria-hidden="true">
            <path class="box" d="M24 44h152v80H24z" />
            <path class="ribbon" d="M88 44h24v80H88z" />
            <g class="lid">
              <path class="box" d="M14 18h172v30H14z" />
              <path
                class="ribbon"
                d="M88 18h24v30H88zM100 18C76 18 66 0 80 0s20 18 20 18 6-18 20-18 4 18-20 18"
              />
            </g>
          </svg>
        </div>
      )
    },
  }
}
