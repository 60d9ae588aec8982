import { expect, it } from 'vitest'
import { FOUND, shapeOf } from '../model/found'
import { type Played, playAlone, playBatch } from '../model/run'
import { SEED } from '../seed'
import { RUNTIME } from './app'

/** What a database behind a wire answers in the same time. */
const COMMANDS = { file: 10_000, remote: 500, edge: 500 }
const { LAUREL_PATH, LAUREL_COMMANDS } = process.env
const least = Number(LAUREL_COMMANDS ?? COMMANDS[RUNTIME])

/**
 * A second, naive programme plays along with the API, and both must agree after every command. When they do not,
 * fast-check prints a seed, a path and the shortest list of commands it found. The same again:
 *
 *     LAUREL_SEED=123 LAUREL_PATH=4:1:0 npx vitest run --project api test/api/model.test.ts
 *
 * With the seed alone all runs are played again; LAUREL_COMMANDS plays fewer or more.
 */
it(`agrees with a naive model over ${least} random commands`, { timeout: 900_000 }, async () => {
  if (LAUREL_PATH !== undefined) {
    await playBatch({ seed: SEED, path: LAUREL_PATH }, {})
    return
  }
  const played: Played = {}
  const total = () => Object.values(played).reduce((sum, kind) => sum + kind.played, 0)
  for (let seed = SEED; total() < least; seed++) await playBatch({ seed }, played)
  const kinds = Object.entries(played).map(
    ([kind, { played, refused }]) => `${kind} ${played} (${refused} refused)`,
  )
  console.log(`${total()} commands from seed ${SEED}: ${kinds.join(', ')}`)
  expect(total()).toBeGreaterThanOrEqual(least)
})

it.each(FOUND)('agrees where it once did not: $what', async found => {
  await playAlone(shapeOf(found), found.commands)
})
