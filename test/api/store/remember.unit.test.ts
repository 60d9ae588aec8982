import { expect, it } from 'vitest'
import { remember } from '../../../api/store/remember'

/** What was made, in order, and the way to ask for it. */
function remembering(most: number) {
  const made: number[] = []
  const of = remember(most, (key: number) => {
    made.push(key)
    return { key }
  })
  return { made, of }
}

it('makes each thing once', () => {
  const { made, of } = remembering(4)
  const first = of(1)
  for (let i = 0; i < 20; i++) expect(of(1)).toBe(first)
  expect(made).toEqual([1])
})

it('keeps the last half of the bound that were asked for', () => {
  for (let asked = 5; asked <= 40; asked++) {
    const { made, of } = remembering(10)
    for (let key = 1; key <= asked; key++) of(key)
    for (let key = asked; key > asked - 5; key--) of(key)
    expect(made).toHaveLength(asked)
  }
})

it('keeps no more than the bound', () => {
  const { made, of } = remembering(6)
  const keys = Array.from({ length: 50 }, (_, i) => i)
  for (const key of keys) of(key)
  made.length = 0
  for (const key of keys.toReversed()) of(key)
  expect(50 - made.length).toBeGreaterThanOrEqual(3)
  expect(50 - made.length).toBeLessThanOrEqual(6)
})

it('makes anew what was forgotten', () => {
  const { made, of } = remembering(4)
  const first = of(1)
  for (let key = 2; key <= 9; key++) of(key)
  expect(of(1)).not.toBe(first)
  expect(made.filter(key => key === 1)).toHaveLength(2)
})

it('does not keep a promise that is rejected', async () => {
  let tries = 0
  const of = remember(4, async (_: string) => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    return tries
  })
  await expect(of('key')).rejects.toThrow('not yet')
  expect(await of('key')).toBe(2)
  expect(await of('key')).toBe(2)
})
