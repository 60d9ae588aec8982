import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCells } from '../../../widget/panel/reveal/cells'

/** So many places, evenly, along one side. */
const along = (count: number) => Array.from({ length: count }, (_, i) => (i + 0.5) / count)

describe('a scratch card', () => {
  it('is uncovered once more than half of it was rubbed', () => {
    const cells = createCells()
    const rubbed = along(5).flatMap(y => along(8).map(x => cells.scratch(x, y)))
    const first = rubbed.indexOf(true) / rubbed.length
    expect(first).toBeGreaterThan(0.5)
    expect(first).toBeLessThan(0.6)
  })

  it('is not uncovered by rubbing one place, or beside it, however long', () => {
    const point = fc.record({
      x: fc.double({ min: 0, max: 0.3, noNaN: true }),
      y: fc.double({ noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(point, { maxLength: 400 }), points => {
        const cells = createCells()
        return points.every(({ x, y }) => !cells.scratch(x, y))
      }),
    )
  })
})
