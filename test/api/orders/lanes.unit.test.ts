import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inLanes, type Work } from '../../../api/orders/lanes'

const turn = () => new Promise<void>(resolve => setImmediate(resolve))

describe('inLanes', () => {
  it('keeps the order of what shares a key, and never does more at once than it may', async () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const work = fc.record({
      keys: fc.option(fc.uniqueArray(key, { maxLength: 2 }), { freq: 6 }),
      turns: fc.nat(4),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(work, { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (list, most) => {
          const log: { at: 'begin' | 'end'; i: number }[] = []
          let running = 0
          const works = list.map(
            ({ keys, turns }, i): Work<number> => ({
              keys,
              async run() {
                running += 1
                expect(running).toBeLessThanOrEqual(most)
                log.push({ at: 'begin', i })
                for (let n = 0; n < turns; n++) await turn()
                log.push({ at: 'end', i })
                running -= 1
                return i
              },
            }),
          )
          expect(await inLanes(works, most)).toEqual(list.map((_, i) => i))
          const position = (at: 'begin' | 'end', i: number) => log.findIndex(e => e.at === at && e.i === i)
          for (const [i, later] of list.entries())
            for (const [j, earlier] of list.slice(0, i).entries()) {
              const shares =
                !later.keys || !earlier.keys || later.keys.some(each => earlier.keys?.includes(each))
              if (shares) expect(position('end', j)).toBeLessThan(position('begin', i))
            }
        },
      ),
    )
  })

  it('ends all before it says that one has failed', async () => {
    const done: string[] = []
    const works: Work<void>[] = [
      { keys: ['a'], run: () => Promise.reject(new Error('no')) },
      {
        keys: ['b'],
        async run() {
          await turn()
          done.push('b')
        },
      },
    ]
    await expect(inLanes(works, 2)).rejects.toThrow('no')
    expect(done).toEqual(['b'])
  })
})
