import fc from 'fast-check'
import { openTestApp, type TestApp } from '../api/app'
import { compareAudit } from './audit'
import { type Command, commands, run } from './commands'
import { compareReferrals } from './commands/referral'
import { compareBalance, compareShopper, hasNewCodes, openPlay } from './play'
import { type Shape, shapes } from './shape'

const MAX_COMMANDS = 200
const RUNS_PER_BATCH = 10
/** The whole of `GET /v1/me` costs three times the balance: it is looked at less often, and at the end of a run. */
const SHOPPER_EVERY = 8
/** Then a failure is short enough. */
const SHORTEN_MS = 30_000

/** One database file for many runs. A run that is tried again, to be shortened, gets a new one: its ids come again. */
async function openBatch() {
  let app: TestApp | undefined
  let seeds = new Set<number>()
  return {
    async appFor({ seed }: Shape): Promise<TestApp> {
      if (!app || seeds.has(seed)) {
        await app?.close()
        app = await openTestApp()
        seeds = new Set()
      }
      seeds.add(seed)
      return app
    },
    close: () => app?.close(),
  }
}

/** How many commands of each kind there was something to do for, and how many of them both refused. */
export type Played = Record<string, { played: number; refused: number }>

/** Plays the commands on a merchant of this shape, and counts them. */
async function play(app: TestApp, shape: Shape, list: Command[], played: Played): Promise<void> {
  const game = await openPlay(app, shape)
  for (const [i, command] of list.entries()) {
    try {
      const before = game.sent
      const name = await run(game, command)
      const isRefused = name !== null && game.waiting.delete(name)
      const soFar = played[command.kind] ?? { played: 0, refused: 0 }
      played[command.kind] = {
        played: soFar.played + game.sent - before,
        refused: soFar.refused + (isRefused ? 1 : 0),
      }
      if (name === null || isRefused) continue
      const looksWhole = i % SHOPPER_EVERY === 0 || hasNewCodes(game, name)
      await (looksWhole ? compareShopper : compareBalance)(game, name)
    } catch (error) {
      throw new Error(`command ${i}: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }
  for (const name of game.customers.keys()) await compareShopper(game, name)
  await compareReferrals(game)
  await compareAudit(game)
}

/** One run on a database of its own. */
export async function playAlone(shape: Shape, list: Command[]): Promise<void> {
  const app = await openTestApp()
  try {
    await play(app, shape, list, {})
  } finally {
    await app.close()
  }
}

export interface Replay {
  seed: number
  /** Of the counterexample, as fast-check prints it. */
  path?: string
}

/** One batch of runs; adds what was played to `played`. Throws with seed and path when model and API disagree. */
export async function playBatch({ seed, path }: Replay, played: Played): Promise<void> {
  const batch = await openBatch()
  let failedAt = Number.POSITIVE_INFINITY
  const property = fc.asyncProperty(
    fc.noBias(fc.array(commands, { maxLength: MAX_COMMANDS, size: 'max' })),
    shapes,
    async (list, shape) => {
      if (Date.now() > failedAt + SHORTEN_MS) return
      try {
        await play(await batch.appFor(shape), shape, list, played)
      } catch (error) {
        failedAt = Math.min(failedAt, Date.now())
        throw error
      }
    },
  )
  try {
    const once = path === undefined ? {} : { path, endOnFailure: true }
    await fc.assert(property, { seed, numRuns: RUNS_PER_BATCH, ...once })
  } finally {
    await batch.close()
  }
}
