import { failureOf } from './failure'
import type { Log } from './log'

/**
 * Ends the process on an error that nobody caught, as Node does, but says it as any other: Node would print the error as
 * it is, with the values that were bound to a statement.
 */
export function sayLastWords(log: Log): void {
  process.once('uncaughtException', error => {
    log.error(failureOf(error), 'the process ends')
    process.exit(1)
  })
}
