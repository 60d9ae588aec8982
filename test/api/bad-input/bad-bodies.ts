import { beyondTheSchema, candidates, parsed } from './bad-values'
import { allows, type OpenApi, resolve, type Schema } from './document'

/** A valid body with one thing wrong. */
export interface BadBody {
  /** Where, as the reply should say it. */
  path: string
  what: string
  body: unknown
}

/** One spot of a body. `place` names the field whatever its index: `lines.*.amount`, `earn<fixed>.points`. */
export interface Spot {
  schema: Schema
  value: unknown
  path: (string | number)[]
  place: string
  /** One of the branches around it is null, which is then no bad input. */
  nullable?: boolean
  /** The whole body with something else here. */
  put(value: unknown): unknown
}

/** Every field of a valid body, replaced by each bad input in turn. Places in `seen` are not done again. */
export function badBodies(document: OpenApi, schema: Schema, body: unknown, seen: Set<string>): BadBody[] {
  return spotsOf(document, schema, body).flatMap(spot => {
    if (seen.has(spot.place)) return []
    seen.add(spot.place)
    return [...replaced(spot), ...reshaped(spot)]
  })
}

/** Every spot of a valid body, its schema without references and branches. */
export function spotsOf(document: OpenApi, schema: Schema, body: unknown): Spot[] {
  return [...visit(document, { schema, value: body, path: [], place: '', put: value => value })]
}

/** Every place a body of this schema can have. */
export function placesOf(document: OpenApi, schema: Schema, place = ''): string[] {
  const resolved = resolve(document, schema)
  const branches = resolved.oneOf ?? resolved.anyOf
  if (branches) return branches.flatMap(branch => placesOf(document, branch, place + tagOf(document, branch)))
  const properties = Object.entries(resolved.properties ?? {}).flatMap(([name, property]) =>
    placesOf(document, property, `${place}.${name}`),
  )
  const values = typeof resolved.additionalProperties === 'object' ? resolved.additionalProperties : undefined
  const inner = values ?? resolved.items
  return [place, ...properties, ...(inner ? placesOf(document, inner, `${place}.*`) : [])]
}

function* visit(document: OpenApi, spot: Spot): Generator<Spot> {
  const schema = resolve(document, spot.schema)
  const branches = schema.oneOf ?? schema.anyOf
  if (branches) {
    const branch = branches.find(each => fits(document, each, spot.value))
    if (!branch) throw new Error(`${spot.place} fits no branch of the document`)
    const nullable = spot.nullable || branches.some(each => allows(resolve(document, each), null))
    const place = spot.place + tagOf(document, branch)
    yield* visit(document, { ...spot, schema: branch, place, nullable })
    return
  }
  yield { ...spot, schema }
  for (const part of partsOf(schema, spot)) yield* visit(document, part)
}

function* replaced({ schema, path, nullable, put }: Spot): Generator<BadBody> {
  const refused = candidates(schema).filter(
    bad => !allows(schema, parsed(bad)) && !(nullable && bad === null),
  )
  for (const bad of [...refused, ...beyondTheSchema(schema, String(path.at(-1)))])
    yield { path: path.join('.'), what: `= ${JSON.stringify(bad).slice(0, 60)}`, body: put(bad) }
}

function* reshaped({ schema, value, path, put }: Spot): Generator<BadBody> {
  const at = path.join('.')
  if (Array.isArray(value)) {
    if (schema.minItems) yield { path: at, what: 'too few', body: put(value.slice(0, schema.minItems - 1)) }
    if (schema.maxItems !== undefined)
      yield { path: at, what: 'too many', body: put(Array(schema.maxItems + 1).fill(value[0])) }
    return
  }
  if (!isRecord(value)) return
  for (const name of schema.required ?? []) {
    const { [name]: _, ...rest } = value
    yield { path: [...path, name].join('.'), what: 'missing', body: put(rest) }
  }
  if (schema.additionalProperties !== false) return
  for (const extra of ['isAdmin', 'id', 'merchantId', 'createdAt', 'constructor'])
    if (!schema.properties?.[extra])
      yield { path: at, what: `+ ${extra}`, body: put({ ...value, [extra]: 1 }) }
  const polluted = JSON.parse(
    `{"__proto__":{"isAdmin":true},${JSON.stringify(value).slice(1)}`.replace(',}', '}'),
  )
  yield { path: at, what: '+ __proto__', body: put(polluted) }
}

function partsOf(schema: Schema, { value, path, place, put }: Spot): Spot[] {
  if (Array.isArray(value)) {
    const { items = {} } = schema
    return value.map((part, i) => ({
      ...{ schema: items, value: part, path: [...path, i], place: `${place}.*` },
      put: bad => put(value.with(i, bad)),
    }))
  }
  if (!isRecord(value)) return []
  return Object.entries(value).map(([name, part]) => {
    const property = schema.properties?.[name]
    const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
    const inner = property ?? values
    if (!inner) throw new Error(`the document has no ${place}.${name}`)
    return {
      ...{ schema: inner, value: part, path: [...path, name], place: `${place}.${property ? name : '*'}` },
      put: bad => put({ ...value, [name]: bad }),
    }
  })
}

/** Branches are told apart by the field that has one value only. */
function tagOf(document: OpenApi, branch: Schema): string {
  return `<${tagsOf(document, branch)[0]?.[1] ?? [resolve(document, branch).type].flat().join()}>`
}

function tagsOf(document: OpenApi, branch: Schema): [string, unknown][] {
  return Object.entries(resolve(document, branch).properties ?? {}).flatMap(([name, { enum: only }]) =>
    only?.length === 1 ? [[name, only[0]] as [string, unknown]] : [],
  )
}

function fits(document: OpenApi, branch: Schema, value: unknown): boolean {
  const tags = tagsOf(document, branch)
  if (tags.length > 0) return isRecord(value) && tags.every(([name, only]) => value[name] === only)
  return allows(resolve(document, branch), value)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
