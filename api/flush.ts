import { closeSync, fsyncSync, openSync } from 'node:fs'

/** When this returns, what was written to the file, or which names are in the folder, is on the disk. */
export function flush(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
