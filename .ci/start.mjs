import { prepare } from './prepare.mjs'
import {
  buildApart,
  end,
  endWithNpm,
  isReady,
  loadSettings,
  onSignal,
  requireFreePorts,
  startServer,
} from './servers.mjs'
import { tried } from './targets.mjs'

// `npm start`: the API and the demo shop in front of it, from whatever state the checkout is in.
const servers = []
let stopped = false

prepare()
buildApart(tried)
loadSettings()
await requireFreePorts('PORT', 'DEMO_PORT')
onSignal(how => stop(0, how))
endWithNpm()
// Whoever tries it looks at the shop, and is told what went wrong, not what was asked in vain.
process.env.LOG_LEVEL ||= 'error'
const api = start('dist/api/node.js')
if (await isReady(`http://localhost:${process.env.PORT}/readyz`, api)) start('dist/demo/server.js')

function start(file) {
  const server = startServer(file)
  servers.push(server)
  server.ended.then(how => {
    if (!stopped) console.error(`${file} ended (${how})`)
    return stop(1)
  })
  return server
}

async function stop(exitCode, how) {
  if (stopped) return
  stopped = true
  await Promise.all(servers.map(server => end(server, how)))
  process.exit(exitCode)
}
