import { type Bindings, edgeWorker } from '../../api/edge'
import type { Rig } from '../api/levers'
import { openRig } from '../api/rig'

/** api/worker.ts with a rig in it: everything a client can see is the work of api/edge.ts. */

const clock = { now: 0 }
const rig = openRig(clock)
const plain = edgeWorker(rig.rigged)
const limited = new Map<string, typeof plain>()

/** A server with other limits counts for itself; `named` is its number and the limits. */
function workerOf(named: string | null): typeof plain {
  if (named === null) return plain
  const known = limited.get(named)
  if (known) return known
  const { limits } = JSON.parse(named)
  const worker = edgeWorker(platform => ({ ...rig.rigged(platform), limits }))
  limited.set(named, worker)
  return worker
}

async function pull(request: Request, bindings: Bindings): Promise<Response> {
  const { platform, openStore } = await plain.start(bindings)
  const store = openStore()
  try {
    const { lever, args } = (await request.json()) as { lever: keyof Rig; args: unknown[] }
    const levers: Record<string, (...args: never[]) => Promise<unknown>> = {
      ...rig.leversOf(platform, store),
    }
    return Response.json({ result: await levers[lever]?.(...(args as never[])) })
  } finally {
    store.close()
  }
}

async function fetch(request: Request, bindings: Bindings): Promise<Response> {
  clock.now = Number(request.headers.get('X-Test-Now'))
  if (new URL(request.url).pathname === '/_rig') return pull(request, bindings)
  return workerOf(request.headers.get('X-Test-Limits')).fetch(request, bindings)
}

export default { fetch }
