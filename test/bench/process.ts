import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 15_000
const LOOK_EVERY_MS = 20
/** `sysconf(_SC_CLK_TCK)`; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** A server in a process of its own, as an operator would run it. */
export interface Running {
  url: string
  pid: number
  /** What all its threads have computed so far, microseconds in steps of 10 ms; NaN where there is no /proc. */
  cpuUs(): number
  /** In use, without what is mapped of files, which the system takes back where it needs the room; NaN without /proc. */
  memoryBytes(): number
  /** Open files and sockets; NaN where there is no /proc. */
  handles(): number
  stop(): Promise<void>
}

/**
 * Starts `node …args` and waits until it has printed the address it listens on. What it prints goes to a file, as a
 * service's log does: whoever sends requests has no time to read it. @throws Error with what it said
 */
export async function start(args: string[], env: Record<string, string> = {}): Promise<Running> {
  const { PATH = '' } = process.env
  const folder = mkdtempSync(join(tmpdir(), 'laurel-bench-'))
  const log = join(folder, 'stdout.log')
  const stdout = openSync(log, 'w')
  const child = spawn(process.execPath, args, {
    env: { PATH, ...env },
    stdio: ['ignore', stdout, 'inherit'],
  })
  closeSync(stdout)
  const ended = once(child, 'exit')
  const end = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  const url = await addressOf(child, log)
  const pid = child.pid ?? 0
  return {
    url,
    pid,
    cpuUs: () => cpuUs(pid),
    memoryBytes: () => memoryBytes(pid),
    handles: () => handles(pid),
    async stop() {
      child.kill('SIGTERM')
      const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      await ended
      clearTimeout(insist)
      process.off('exit', end)
      end()
    },
  }
}

async function addressOf(child: ChildProcess, log: string): Promise<string> {
  for (;;) {
    const said = readFileSync(log, 'utf8')
    const port = /localhost:(\d+)/.exec(said)?.[1]
    if (port) return `http://127.0.0.1:${port}`
    const end = child.exitCode ?? child.signalCode
    if (end !== null) throw new Error(`the server ended with ${end}:\n${said}`)
    await sleep(LOOK_EVERY_MS)
  }
}

/** `man 5 proc`: fields 14 and 15, counted after the name, which may hold spaces. */
function cpuUs(pid: number): number {
  const fields = procFile(pid, 'stat').split(') ').at(-1)?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1e6
}

/** `man 5 proc`: resident pages that no file stands behind. */
function memoryBytes(pid: number): number {
  return Number(/^RssAnon:\s+(\d+)/m.exec(procFile(pid, 'status'))?.[1]) * 1024
}

function handles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length
  } catch {
    return Number.NaN
  }
}

function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}
