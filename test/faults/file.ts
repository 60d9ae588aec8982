import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A place for one database file, gone when it is removed. */
export interface DatabaseFile {
  /** As `DATABASE_URL` has it. */
  url: string
  path: string
  remove(): void
}

export function newFile(): DatabaseFile {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-faults-'))
  const path = join(folder, 'laurel.db')
  return { url: `file:${path}`, path, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
