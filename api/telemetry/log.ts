/** From the least to the most urgent. */
export const LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof LEVELS)[number]
/** What is less urgent than this is not said. */
export type Threshold = Level | 'silent'

/** Plain values only: an error, a row or a request would bring along all that it holds. See `failureOf`. */
export type Fields = Record<string, string | number | boolean | null | undefined>

/**
 * Where a server says what it does, one JSON document a line: `level`, `time`, the fields, `message`. Tokens, codes,
 * keys, e-mail addresses, names of people and network addresses do not belong in there.
 */
export type Log = Record<Level, (fields: Fields, message: string) => void>

/** For a runtime whose console is its log, as that of an edge runtime is. */
export function logToConsole(threshold: Threshold): Log {
  const said = threshold === 'silent' ? [] : LEVELS.slice(LEVELS.indexOf(threshold))
  const speaker = (level: Level) => (fields: Fields, message: string) => {
    if (!said.includes(level)) return
    console[level](JSON.stringify({ level, time: new Date().toISOString(), ...fields, message }))
  }
  return { debug: speaker('debug'), info: speaker('info'), warn: speaker('warn'), error: speaker('error') }
}
