import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { generateSigningJwks } from '../../api/rewards/signing-keys'

export const ADMIN_KEY = 'admin_of_the_fault_tests_0123'
const STARTED = /http:\/\/localhost:(\d+)/
/** A limit of calls a minute is not what a fault should meet. */
const UNLIMITED = '1000000'
const LOG_LINES = 40

export interface ServerOptions {
  /** `DATABASE_URL`. */
  database: string
  /** Modules that Node loads before the server, as addresses. */
  preload?: string[]
}

/** The API as `npm run serve` starts it: a process of its own, in production, on a port of its own. */
export interface Server {
  /** Where it listens; another one after each start. */
  readonly url: string
  readonly pid: number
  isUp(): boolean
  start(): Promise<void>
  /** SIGKILL: no handler of ours runs. */
  kill(): Promise<void>
  /** SIGTERM, as a process manager ends it; resolves with the exit code. */
  end(): Promise<number | null>
  /** Says something to a module that was loaded before the server, and resolves when that has answered. */
  tell(message: object): Promise<void>
  /** What it wrote last, to say what went wrong. */
  log(): string
}

let settings: Promise<Record<string, string>> | undefined

/** The same for all servers of a run: one that is started again has to read what it sealed. */
const theSettings = () => {
  settings ??= generateSigningJwks().then(keys => ({
    LAUREL_ADMIN_KEY: ADMIN_KEY,
    LAUREL_SECRET: 'a secret of the fault tests, long enough to be one',
    LAUREL_SIGNING_KEYS: JSON.stringify(keys),
    PUBLIC_URL: 'https://loyalty.shop.test',
    RATE_LIMIT_SECRET: UNLIMITED,
    RATE_LIMIT_PAGE: UNLIMITED,
  }))
  return settings
}

export function newServer({ database, preload = [] }: ServerOptions): Server {
  let child: ChildProcess | undefined
  let port = 0
  const lines: string[] = []
  const note = (chunk: Buffer) => {
    lines.push(...String(chunk).trimEnd().split('\n'))
    lines.splice(0, lines.length - LOG_LINES)
  }
  const gone = async (signal: NodeJS.Signals) => {
    if (!child || !isRunning(child)) return child?.exitCode ?? null
    const ended = new Promise<number | null>(resolve => child?.once('exit', resolve))
    child.kill(signal)
    return ended
  }
  return {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    get pid() {
      return child?.pid ?? 0
    },
    isUp: () => child !== undefined && isRunning(child),
    async start() {
      child = spawn(process.execPath, [...preload.map(at => `--import=${at}`), '.ci/serve.mjs'], {
        env: { ...process.env, ...(await theSettings()), PORT: '0', DATABASE_URL: database },
        stdio: ['ignore', 'pipe', 'pipe', preload.length > 0 ? 'ipc' : 'ignore'],
      })
      child.stderr?.on('data', note)
      port = await portOf(child, note)
    },
    async kill() {
      await gone('SIGKILL')
    },
    end: () => gone('SIGTERM'),
    async tell(message) {
      if (!child) return
      const answered = once(child, 'message')
      child.send(message)
      await answered
    },
    log: () => lines.join('\n'),
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

/** It says where it listens once it does. */
function portOf(child: ChildProcess, note: (chunk: Buffer) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.once('exit', how => reject(new Error(`the server ended with ${how} before it listened: ${said}`)))
    child.once('error', reject)
    child.stderr?.on('data', chunk => {
      said += chunk
    })
    child.stdout?.on('data', chunk => {
      said += chunk
      note(chunk)
      const port = STARTED.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
  })
}
