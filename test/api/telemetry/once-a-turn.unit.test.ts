import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { onceATurn } from '../../../api/telemetry/once-a-turn'

it('hands over in its order when the turn ends, what comes meanwhile in the next one', async () => {
  const handed: number[] = []
  const collected = onceATurn((each: number) => {
    handed.push(each)
    if (each === 2) collected.put(4)
  })
  for (const each of [1, 2, 3]) collected.put(each)
  expect(handed).toEqual([])
  await turn()
  expect(handed).toEqual([1, 2, 3])
  await turn()
  expect(handed).toEqual([1, 2, 3, 4])
})

it('says when the last of a turn was handed over', async () => {
  const handed: (number | string)[] = []
  const { put } = onceATurn(
    (each: number) => handed.push(each),
    () => handed.push('end'),
  )
  for (const each of [1, 2]) put(each)
  await turn()
  expect(handed).toEqual([1, 2, 'end'])
})

it('hands over at once where it is told to, and never twice', async () => {
  const handed: number[] = []
  const { put, handOver } = onceATurn((each: number) => handed.push(each))
  put(1)
  handOver()
  expect(handed).toEqual([1])
  put(2)
  await turn()
  expect(handed).toEqual([1, 2])
})
