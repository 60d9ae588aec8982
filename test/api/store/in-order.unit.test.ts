import { expect, it } from 'vitest'
import { Overloaded } from '../../../api/store/errors'
import { oneAfterAnother } from '../../../api/store/in-order'

it('takes changes of one key one after the other, others beside them, and refuses a line that grows too long', async () => {
  const told: string[] = []
  const inOrder = oneAfterAnother({ gaveUp: because => void told.push(because) })
  const done: string[] = []
  let begin = () => {}
  const begun = new Promise<void>(resolve => {
    begin = resolve
  })
  const line = Array.from({ length: 200 }, (_, i) =>
    inOrder('ada', async () => {
      await begun
      done.push(`ada ${i}`)
      if (i === 3) throw new Error('refused')
    }).catch(() => {}),
  )
  expect(told).toEqual([])
  await expect(inOrder('ada', async () => {})).rejects.toBeInstanceOf(Overloaded)
  expect(told).toEqual(['journal_full'])
  await inOrder('bob', async () => void done.push('bob'))
  begin()
  await Promise.all(line)
  expect(done).toEqual(['bob', ...line.map((_, i) => `ada ${i}`)])
  expect(await inOrder('ada', async () => 'again')).toBe('again')
})
