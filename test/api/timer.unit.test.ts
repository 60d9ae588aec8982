import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { repeat } from '../../api/timer'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const onFailure = vi.fn()
const takes = (ms: number) => vi.fn(() => new Promise<void>(resolve => setTimeout(resolve, ms)))

describe('repeated work', () => {
  it('is done once a period, the first time after one', async () => {
    const work = vi.fn(async () => {})
    const stop = repeat(60_000, work, { onFailure })
    await vi.advanceTimersByTimeAsync(59_999)
    expect(work).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(120_001)
    expect(work).toHaveBeenCalledTimes(3)
    stop()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(work).toHaveBeenCalledTimes(3)
  })

  it('is never done twice at once, and rests nine times as long as it took', async () => {
    const work = takes(20_000)
    const stop = repeat(60_000, work, { onFailure })
    await vi.advanceTimersByTimeAsync(60_000 + 20_000 + 179_999)
    expect(work).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(work).toHaveBeenCalledTimes(2)
    stop()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('needs no rest when it mostly waits for others', async () => {
    const work = takes(20_000)
    const stop = repeat(10_000, work, { onFailure, restShare: 0 })
    await vi.advanceTimersByTimeAsync(10_000 + 20_000 + 10_000)
    expect(work).toHaveBeenCalledTimes(2)
    stop()
  })

  it('goes on after a failure and says so', async () => {
    const work = vi.fn(() => Promise.reject(new Error('no database')))
    const stop = repeat(1000, work, { onFailure })
    await vi.advanceTimersByTimeAsync(2500)
    expect(work).toHaveBeenCalledTimes(2)
    expect(onFailure).toHaveBeenLastCalledWith(new Error('no database'))
    stop()
  })
})
