import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from './server'

const ROOM_MIB = 24
const PIECE = Buffer.alloc(64 * 1024)

/** A place for a database file that can be full, and have room again. */
export interface Room {
  /** As `DATABASE_URL` has it. */
  url: string
  /** What sets the limit, for the table. */
  kind: string
  /** Starts a server that has to live within it. */
  under: string[]
  fill(server: Server): void
  clear(server: Server): unknown
  remove(): void
}

/** A file system of its own where this process may mount one; elsewhere a limit on the size of the server's files. */
export function newRoom(): Room {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-faults-room-'))
  const mounted = runs('mount', '-t', 'tmpfs', '-o', `size=${ROOM_MIB}m`, 'tmpfs', folder)
  const room = { url: `file:${join(folder, 'laurel.db')}`, ...(mounted ? fileSystem(folder) : fileSize()) }
  return {
    ...room,
    remove() {
      if (mounted) runs('umount', '--lazy', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Another file takes all there is. */
function fileSystem(folder: string) {
  const ballast = join(folder, 'ballast')
  return {
    ...{ kind: `tmpfs of ${ROOM_MIB} MiB`, under: [] },
    fill: () => {
      while (isWritten(ballast, PIECE));
      while (isWritten(ballast, PIECE.subarray(0, 512)));
    },
    clear: () => rmSync(ballast, { force: true }),
  }
}

/** RLIMIT_FSIZE: nothing can be written beyond a place that every file has reached. */
function fileSize() {
  const limit = (server: Server, soft: string) => {
    if (!runs('prlimit', '--pid', String(server.pid), `--fsize=${soft}:unlimited`)) throw new Error('prlimit')
  }
  return {
    ...{ kind: 'RLIMIT_FSIZE', under: [] },
    fill: (server: Server) => limit(server, String(4096)),
    clear: (server: Server) => server.isUp() && limit(server, 'unlimited'),
  }
}

function isWritten(path: string, piece: Buffer): boolean {
  try {
    appendFileSync(path, piece)
    return true
  } catch {
    return false
  }
}

const runs = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0
