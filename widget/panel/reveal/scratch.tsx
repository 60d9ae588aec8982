import { effect } from '@preact/signals-core'
import type { Outcome } from '../../../sdk/browser'
import { type App, current } from '../app'
import { Icon } from '../icon'
import { createCells } from './cells'
import { type Face, isStill } from './face'

/** Of the canvas, twice the size of the card. */
const WIDTH = 512
const HEIGHT = 320
const COIN = 84

/** A card with the result under a layer that comes off where it is rubbed. */
export function createScratch({ laurel, own }: App): Face {
  const drawn = own<Outcome | null>(null)
  let uncover = () => {}
  let canvas: HTMLCanvasElement | null = null
  let cells = createCells()

  function cover(element: HTMLCanvasElement | null) {
    canvas = element
    const pen = element?.getContext('2d')
    if (!element || !pen) return
    cells = createCells()
    pen.fillStyle = pen.strokeStyle = getComputedStyle(element).color
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    pen.globalCompositeOperation = 'destination-out'
    pen.lineWidth = COIN
    pen.lineCap = pen.lineJoin = 'round'
  }

  function rub(event: PointerEvent) {
    const pen = canvas?.getContext('2d')
    if (!drawn.value || !canvas || !pen || !event.buttons) return
    const { left, top, width, height } = canvas.getBoundingClientRect()
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height]
    if (event.type === 'pointerdown') {
      canvas.setPointerCapture(event.pointerId)
      pen.beginPath()
    }
    pen.lineTo(x * WIDTH, y * HEIGHT)
    pen.stroke()
    if (cells.scratch(x, y)) uncover()
  }

  /** Waits for the shopper, and for nobody once they have left. */
  async function show(outcome: Outcome, wait: Parameters<Face['show']>[1]) {
    if (isStill()) return
    drawn.value = outcome
    let stop = () => {}
    await new Promise<void>(resolve => {
      uncover = resolve
      wait(resolve)
      stop = effect(() => {
        if (!laurel.signedIn.value) resolve()
      })
    })
    stop()
    wait()
    await canvas?.animate({ opacity: [1, 0] }, 300).finished
    drawn.value = null
  }

  return {
    show,
    View({ busy, outcome }) {
      const { w } = current()
      const open = busy ? null : outcome
      const under = drawn.value ?? open
      return (
        <div class="face scratch" aria-hidden="true">
          <b>{under && (under.prize?.name ?? w.text('won.nothing'))}</b>
          {!open && (
            <>
              <canvas ref={cover} width={WIDTH} height={HEIGHT} onPointerDown={rub} onPointerMove={rub} />
              <span>{drawn.value ? w.text('scratch.here') : <Icon name="earn" />}</span>
            </>
          )}
        </div>
      )
    },
  }
}
