import { existsSync, watch } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildStale } from './build.mjs'
import { prepare } from './prepare.mjs'
import { end, isReady, loadSettings, onSignal, requireFreePorts, startServer } from './servers.mjs'
import { tried } from './targets.mjs'

// `npm run dev`: like `npm start`, but what is edited is built again, and the server it is part of restarts.
const SETTLE_MS = 80
const files = { api: 'dist/api/node.js', demo: 'dist/demo/server.js' }
const parts = { api: ['api', 'widget', 'docs'], demo: ['demo', 'shop'] }
const servers = {}
let edited = true

prepare()
loadSettings()
await requireFreePorts('PORT', 'DEMO_PORT')
onSignal(async () => {
  await Promise.all(Object.values(servers).map(end))
  process.exit(0)
})
for (const folder of ['api', 'sdk', 'widget', 'demo'].filter(name => existsSync(name))) {
  watch(folder, { recursive: true }, () => {
    edited = true
  })
}
while (true) {
  if (edited) await refresh()
  await sleep(SETTLE_MS)
}

async function refresh() {
  edited = false
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
  if (servers[name]) await end(servers[name])
  servers[name] = startServer(files[name])
}
