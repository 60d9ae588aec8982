import { readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What V8 writes: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
interface Profile {
  nodes: {
    id: number
    callFrame: CallFrame
    children?: number[]
  }[]
  samples: number[]
  timeDeltas: number[]
}

/** Lines and columns count from 0. */
interface CallFrame {
  functionName: string
  url: string
  lineNumber: number
  columnNumber: number
}

const NOWHERE: CallFrame = { functionName: '', url: '', lineNumber: 0, columnNumber: 0 }

export interface Spent {
  name: string
  /** Of all time in which the process was not idle, 0 to 1. */
  share: number
}

export interface Summary {
  /** Self time by package, or by source file where it is ours. */
  places: Spent[]
  /** Self time by function. */
  functions: Spent[]
  /** Time of our functions with all that they call, but for what is awaited. */
  inclusive: Spent[]
}

/** Where the time of a process went in its last seconds, from what V8 wrote of it: without its start. */
export function summarise(file: string, lastSeconds: number): Summary {
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const nodes = new Map(profile.nodes.map(node => [node.id, node]))
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map(child => [child, id])),
  )
  const places = new Map<string, number>()
  const functions = new Map<string, number>()
  const inclusive = new Map<string, number>()
  const namesOf = remembering((id: number) => {
    const frame = nodes.get(id)?.callFrame ?? NOWHERE
    const place = placeOf(frame)
    const name = frame.functionName || '(anonymous)'
    return { place, name: place === name ? name : `${name} ${place}` }
  })
  let total = 0
  let left = profile.timeDeltas.reduce((sum, us) => sum + us, 0)
  profile.samples.forEach((id, at) => {
    const { place, name } = namesOf(id)
    const us = profile.timeDeltas[at] ?? 0
    left -= us
    if (place === '(idle)' || left > lastSeconds * 1e6) return
    total += us
    add(places, place, us)
    add(functions, name, us)
    const above = new Set<string>()
    for (let each: number | undefined = id; each !== undefined; each = parents.get(each))
      if (isOurs(namesOf(each).place)) above.add(namesOf(each).name)
    for (const each of above) add(inclusive, each, us)
  })
  const sorted = (sums: Map<string, number>) =>
    [...sums].map(([name, us]) => ({ name, share: us / total })).sort((a, b) => b.share - a.share)
  return { places: sorted(places), functions: sorted(functions), inclusive: sorted(inclusive) }
}

const isOurs = (place: string): boolean => /^(api|sdk)\//.test(place)

function add(sums: Map<string, number>, name: string, us: number): void {
  sums.set(name, (sums.get(name) ?? 0) + us)
}

/** `api/store/store.ts`, `drizzle-orm`, `node:internal/streams`, or V8's own word such as `(garbage collector)`. */
function placeOf({ url, functionName, lineNumber: line, columnNumber: column }: CallFrame): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (inPackage) return inPackage
  if (url.endsWith('/node.js')) return sourceAt(fileURLToPath(url), line, column)
  if (url.startsWith('file:')) return relative(process.cwd(), fileURLToPath(url))
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/')
  return url || functionName || '(native)'
}

/** The bundle has a map beside it, with paths as seen from where it lies. */
const mapOf = remembering((bundle: string) => {
  const map = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as SourceMapPayload
  return new SourceMap(map)
})

function sourceAt(bundle: string, line: number, column: number): string {
  const entry = mapOf(bundle).findEntry(line, column)
  if (!('originalSource' in entry)) return bundle
  return relative(process.cwd(), resolve(dirname(bundle), entry.originalSource))
}

function remembering<In, Out>(find: (input: In) => Out): (input: In) => Out {
  const known = new Map<In, Out>()
  return input => {
    const found = known.get(input) ?? find(input)
    known.set(input, found)
    return found
  }
}
