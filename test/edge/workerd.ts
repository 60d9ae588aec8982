import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { newFolder, startProgram } from '../remote/program'

/** As `wrangler.jsonc` has it. */
export const COMPATIBILITY_DATE = '2026-04-01'

/** The runtime itself, without a simulator around it: it starts in a fraction of the time. */
export interface Workerd {
  origin: string
  stop(): Promise<void>
}

/** Serves a worker of one module on a free port. It may reach this machine, as the database is here. */
export async function startWorkerd(script: string, bindings: Record<string, string>): Promise<Workerd> {
  const folder = newFolder('workerd')
  const config = join(folder.path, 'config.capnp')
  writeFileSync(config, configOf(basename(script), bindings))
  const args = ['serve', config, `--import-path=${resolve(dirname(script))}`, '--control-fd=3']
  const program = startProgram(path(), args, ['ignore', 'inherit', 'inherit', 'pipe'])
  const port = await portSaidOn(program.child.stdio[3] as Readable)
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      await program.stop()
      folder.remove()
    },
  }
}

/** The package exports where its program is. */
const path = (): string => createRequire(import.meta.url)('workerd').default

/** The first line says where it listens; there is none when it cannot start. */
async function portSaidOn(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) return JSON.parse(line).port
  throw new Error('workerd does not start')
}

/** https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
const configOf = (script: string, bindings: Record<string, string>) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "api", worker = .api),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "api")],
);
const api :Workerd.Worker = (
  modules = [(name = ${JSON.stringify(script)}, esModule = embed ${JSON.stringify(`/${script}`)})],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [${Object.entries(bindings).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`)}],
);
`
