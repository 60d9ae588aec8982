import { beforeEach, describe, expect, it } from 'vitest'
import { ASK_EVERY_MS, type Epochs, openEpochs } from '../../../api/store/epochs'

let now: number
let version: string | Error
let asked: number
let epochs: Epochs
beforeEach(() => {
  now = 0
  version = 'seven'
  asked = 0
  const others = () => {
    asked += 1
    if (version instanceof Error) throw version
    return version
  }
  epochs = openEpochs(others, () => now)
})

/** Whether it is another one after something has happened. */
function changesWith(happening: () => void, merchant = 'a'): boolean {
  const before = epochs.of(merchant)
  happening()
  return epochs.of(merchant) !== before
}

describe('the epoch of a merchant', () => {
  it('is another after a change of theirs or of anybody, and not of another merchant', () => {
    expect(changesWith(() => {})).toBe(false)
    expect(changesWith(() => epochs.changed('a'))).toBe(true)
    expect(changesWith(() => epochs.changed('b'))).toBe(false)
    expect(changesWith(() => epochs.changed())).toBe(true)
  })

  it('is another after a change by another process, as soon as that is asked again', () => {
    epochs.of('a')
    expect(changesWith(() => (version = 'eight'))).toBe(false)
    expect(changesWith(() => (now += ASK_EVERY_MS))).toBe(true)
    expect(asked).toBe(2)
  })

  it('is another at once where somebody looks', () => {
    epochs.of('a')
    const another = () => {
      version = 'eight'
      epochs.look()
    }
    expect(changesWith(another)).toBe(true)
    epochs.of('a')
    expect(asked).toBe(2)
  })

  it('is another each time where nobody can tell', () => {
    version = new Error('held')
    expect(changesWith(() => (now += ASK_EVERY_MS))).toBe(true)
    expect(changesWith(() => (now += ASK_EVERY_MS))).toBe(true)
  })
})
