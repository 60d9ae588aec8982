import { destination, pino, stdTimeFunctions } from 'pino'
import type { Log, Threshold } from './log'

/** A reader that does not keep up loses lines beyond so many bytes; it does not hold up those who wait for a reply. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024

/** One write for so many lines under load, and for those of so long a time where there are few. */
const BYTES_A_WRITE = 8 * 1024
const FLUSH_EVERY_MS = 100

/** Written without waiting, and written to the end when the process exits. A process that is killed loses its last lines. */
export function logToStdout(threshold: Threshold): Log {
  return pino(
    {
      level: threshold,
      base: null,
      messageKey: 'message',
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: level => ({ level }) },
    },
    destination({
      ...{ sync: false, maxLength: MOST_WAITING_BYTES },
      ...{ minLength: BYTES_A_WRITE, periodicFlush: FLUSH_EVERY_MS },
    }),
  )
}
