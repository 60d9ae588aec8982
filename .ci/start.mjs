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
onSignal(() => stop(0))
endWithNpm()
const api = start('dist/api/node.js')
if (await isReady(`http://localhost:${process.env.PORT}/readyz`, api)) start('dist/demo/server.js')

function start(file) {
  const server = startServer(file)
  servers.push(server)
  server.ended.then(how => stop(1, `${file} ended (${how})`))
  return server
}

async function stop(exitCode, why) {
  if (stopped) return
  stopped = true
  if (why) console.error(why)
  await Promise.all(servers.map(server => end(server)))
  process.exit(exitCode)
}
