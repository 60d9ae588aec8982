import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A process of its own that can hold the write lock of a database file. */
export interface LockHolder {
  hold(): Promise<void>
  letGo(): Promise<void>
  end(): void
}

export function startLockHolder(path: string): LockHolder {
  const child = spawn(process.execPath, ['test/faults/hold-lock.mjs', path], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const does = async (what: 'hold' | 'let go') => {
    const done = once(child, 'message')
    child.send(what)
    await done
  }
  return { hold: () => does('hold'), letGo: () => does('let go'), end: () => void child.kill() }
}
