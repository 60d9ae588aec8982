import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The built server as a process of its own over a file of its own, to be killed and started again. */
export interface Server {
  url: string
  adminKey: string
  database: string
  /** Everything it has written, in all its lives. */
  said(): string
  start(): Promise<void>
  /** SIGKILL: no handler of ours runs. */
  kill(): Promise<void>
  remove(): Promise<void>
}

const ADMIN_KEY = 'admin_of_the_import_test_0123'

/** @param settings environment variables beside those of the test */
export async function newServer(settings: Record<string, string> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'laurel-import-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = `file:${join(folder, 'laurel.db')}`
  const said: string[] = []
  let child: ChildProcess | undefined
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(resolve => child?.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  return {
    ...{ url, adminKey: ADMIN_KEY, database, kill },
    said: () => said.join(''),
    async start() {
      const env = { ...process.env, PORT: String(port), LAUREL_ADMIN_KEY: ADMIN_KEY, NODE_ENV: 'test' }
      child = spawn(process.execPath, ['dist/api/node.js'], {
        ...{ env: { ...env, DATABASE_URL: database, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
      })
      for (const stream of [child.stdout, child.stderr])
        stream?.setEncoding('utf8').on('data', text => said.push(text))
      await untilReady(url, child)
    },
    async remove() {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const ready = await fetch(`${url}/readyz`).catch(() => undefined)
    if (ready?.ok) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`the server ended with ${child.exitCode}; is dist/api/node.js built?`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
