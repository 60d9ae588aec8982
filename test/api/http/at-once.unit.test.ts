import { expect, it } from 'vitest'
import { answerAtOnce } from '../../../api/http/at-once'
import type { Platform } from '../../../api/http/call'

it('a reply from memory that fails goes the usual way, and is told of', () => {
  const said: unknown[] = []
  const platform = {
    clock() {
      throw new Error('broken')
    },
    log: { error: (...words: unknown[]) => said.push(words) },
  }
  const never = () => {
    throw new Error('not reached')
  }
  const atOnce = answerAtOnce(platform as unknown as Platform, never, never)
  expect(atOnce({ method: 'GET', path: '/v1/me', header: () => null }, {} as never)).toBeUndefined()
  expect(said).toEqual([
    [
      expect.objectContaining({ error: 'Error', stack: expect.stringContaining('broken') }),
      'a reply from memory failed',
    ],
  ])
})
