import { destination, pino } from 'pino'
import { type Fields, LEVELS, type Level, type Log, type Threshold } from './log'
import { onceATurn } from './once-a-turn'

/** One write for so many characters under load, and for those of so long a time. */
const CHARS_A_WRITE = 16_000
const FLUSH_EVERY_MS = 100
/** A reader that does not keep up loses lines beyond so many bytes; it does not hold up those who wait for a reply. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024
/** How long a process that ends waits for its reader, and how often it asks whether there is room. */
const LAST_PATIENCE_MS = 5000
const ASK_AGAIN_MS = 2

interface Line {
  level: Level
  fields: Fields
  message: string
  /** Epoch ms. */
  at: number
}

/**
 * Written to the end when the process exits; one that is killed loses its last lines. A write takes what the reader has
 * room for, without waiting, and the rest is tried again. It is made on this thread: of one on another thread nobody knows
 * at the exit how far it has come, so a line would be torn and those after it lost.
 */
export function logToStdout(threshold: Threshold): Log {
  let at = 0
  let timestamp = ''
  let text = ''
  let isReaderFull = false
  let isReaderGone = false
  const stdout = destination({
    ...{ sync: true, minLength: 1, maxLength: MOST_WAITING_BYTES },
    // How much waits is looked at with every write: bytes know it, a text has to be gone through.
    contentMode: 'buffer',
    retryEAGAIN() {
      isReaderFull = true
      return false
    },
  })
  // A reader that has no room (EAGAIN) is asked again; without one (EPIPE) there is nobody to tell.
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    isReaderGone ||= code === 'EPIPE'
  })
  const write = () => {
    if (text !== '' && !isReaderGone) stdout.write(Buffer.from(text) as never)
    text = ''
  }
  /** And what the reader had no room for before. Returns whether all of it is written. */
  const flush = (): boolean => {
    isReaderFull = false
    write()
    if (!isReaderGone) stdout.flush()
    return !isReaderFull
  }
  const lines = onceATurn(
    (line: Line) => {
      if (line.at !== at) timestamp = `,"time":"${new Date(line.at).toISOString()}"`
      at = line.at
      logger[line.level](line.fields, line.message)
    },
    () => {
      if (text.length >= CHARS_A_WRITE) write()
    },
  )
  setInterval(flush, FLUSH_EVERY_MS).unref()
  process.once('exit', () => {
    const until = performance.now() + LAST_PATIENCE_MS
    const flushAll = () => {
      while (!flush() && performance.now() < until) pause(ASK_AGAIN_MS)
    }
    // First what waits: if there is no room for more, the last words would be lost.
    flushAll()
    lines.handOver()
    flushAll()
  })
  const logger = pino(
    {
      level: threshold,
      base: null,
      messageKey: 'message',
      timestamp: () => timestamp,
      formatters: { level: level => ({ level }) },
    },
    {
      write(line) {
        text += line
      },
    },
  )
  const speaker = (level: Level) => (fields: Fields, message: string) => {
    if (logger.isLevelEnabled(level)) lines.put({ level, fields, message, at: Date.now() })
  }
  return Object.fromEntries(LEVELS.map(level => [level, speaker(level)])) as Log
}

/** Nothing else happens meanwhile. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
