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
  fill(server: Server): void
  clear(server: Server): void
  remove(): void
}

/**
 * What a disk can be made of here, the best first: a file system of its own, where this process may mount one, and a
 * limit on the size of the server's files (RLIMIT_FSIZE), which for a database is the same: it cannot write on.
 */
export const roomsHere = (): Record<string, () => Room> => ({
  ...(mayMount() && { [`tmpfs of ${ROOM_MIB} MiB`]: newFileSystem }),
  RLIMIT_FSIZE: newFileSize,
})

/** Another file takes all there is. */
function newFileSystem(): Room {
  const folder = newFolder()
  if (!mount(folder)) throw new Error('mount')
  const ballast = join(folder, 'ballast')
  return {
    url: urlIn(folder),
    fill() {
      while (isWritten(ballast, PIECE));
      while (isWritten(ballast, PIECE.subarray(0, 512)));
    },
    clear: () => rmSync(ballast, { force: true }),
    remove() {
      unmount(folder)
      rmSync(folder, { recursive: true })
    },
  }
}

/** Nothing can be written beyond a place that every file has reached. */
function newFileSize(): Room {
  const folder = newFolder()
  const limit = ({ pid }: Server, soft: string) => {
    if (!runs('prlimit', '--pid', String(pid), `--fsize=${soft}:unlimited`)) throw new Error('prlimit')
  }
  return {
    url: urlIn(folder),
    fill: server => limit(server, '4096'),
    clear: server => server.isUp() && limit(server, 'unlimited'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'laurel-faults-room-'))

const urlIn = (folder: string) => `file:${join(folder, 'laurel.db')}`

function mayMount(): boolean {
  const folder = newFolder()
  const may = mount(folder) && unmount(folder)
  rmSync(folder, { recursive: true })
  return may
}

const mount = (folder: string) => runs('mount', '-t', 'tmpfs', '-o', `size=${ROOM_MIB}m`, 'tmpfs', folder)

const unmount = (folder: string) => runs('umount', '--lazy', folder)

const runs = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).status === 0

function isWritten(path: string, piece: Buffer): boolean {
  try {
    appendFileSync(path, piece)
    return true
  } catch {
    return false
  }
}
