import { existsSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildStale } from './build.mjs'
import { prepare } from './prepare.mjs'
import {
  end,
  endWithNpm,
  isReady,
  loadSettings,
  onSignal,
  requireFreePorts,
  startServer,
} from './servers.mjs'
import { filesIn, tried } from './targets.mjs'

// `npm run dev`: like `npm start`, but what is edited is built again, and the server it is part of restarts.
const LOOK_EVERY_MS = 300
const RESTART_PATIENCE_MS = 1000
const files = { api: 'dist/api/node.js', demo: 'dist/demo/server.js' }
const parts = { api: ['api', 'widget', 'docs'], demo: ['demo', 'shop'] }
const servers = {}

prepare()
loadSettings()
await requireFreePorts('PORT', 'DEMO_PORT')
onSignal(async how => {
  await Promise.all(Object.values(servers).map(server => end(server, how)))
  process.exit(0)
})
endWithNpm()
for (let seen = ''; ; await sleep(LOOK_EVERY_MS)) {
  const now = fingerprint()
  if (now !== seen) await refresh()
  seen = now
}

/** Editors replace files, which `fs.watch` loses track of; asking for the times of all takes a few milliseconds. */
function fingerprint() {
  const paths = ['api', 'sdk', 'widget', 'demo', 'package.json', 'vite.config.ts'].flatMap(filesIn)
  return paths.map(path => `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`).join()
}

async function refresh() {
  const built = []
  for (const name of tried) built.push(...(await buildStale([name]).catch(report)))
  await restart('api', built)
  if (servers.api && (await isReady(`http://localhost:${process.env.PORT}/readyz`, servers.api))) {
    await restart('demo', built)
  }
}

function report(error) {
  console.error(error.message)
  return []
}

async function restart(name, built) {
  if (servers[name] ? !built.some(target => parts[name].includes(target)) : !existsSync(files[name])) return
  if (servers[name]) await end(servers[name], { patienceMs: RESTART_PATIENCE_MS })
  servers[name] = startServer(files[name])
}
