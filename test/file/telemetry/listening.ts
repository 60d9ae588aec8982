import { type Fields, LEVELS, type Level, type Log } from '../../../api/telemetry/log'

export interface Entry extends Fields {
  level: Level
  message: string
}

/** A log that keeps what it is told. */
export function listen(): { log: Log; entries: Entry[] } {
  const entries: Entry[] = []
  const speakers = LEVELS.map(level => [
    level,
    (fields: Fields, message: string) => void entries.push({ level, ...fields, message }),
  ])
  return { log: Object.fromEntries(speakers) as Log, entries }
}
