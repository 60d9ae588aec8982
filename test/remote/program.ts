import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PATIENCE_MS = 5000

/** A program that a test has started: it ends with the test, whatever happens to either. */
export interface Program {
  child: ChildProcess
  /** SIGTERM, and SIGKILL when that does not help. */
  stop(): Promise<void>
  /** SIGKILL: no handler of its runs. */
  kill(): Promise<void>
}

export function startProgram(path: string, args: string[], stdio: StdioOptions = 'ignore'): Program {
  const child = spawn(path, args, { stdio })
  const ended = once(child, 'exit')
  const killNow = () => child.kill('SIGKILL')
  process.once('exit', killNow)
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const insist = setTimeout(killNow, PATIENCE_MS)
    await ended
    clearTimeout(insist)
    process.off('exit', killNow)
  }
  return { child, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

/** A folder of its own, and how to remove it. */
export function newFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `laurel-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
