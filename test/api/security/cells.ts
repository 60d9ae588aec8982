import { spotsOf } from '../bad-input/bad-bodies'
import type { OpenApi, Route, Schema } from '../bad-input/document'
import { VALID } from '../bad-input/valid-bodies'
import { addressOf, type World } from '../bad-input/world'
import { type Things, thingIn, thingInPath } from './things'

/** One place of a request that names something. */
export interface Cell {
  route: Route
  where: 'address' | 'query' | 'body'
  /** `{id}`, `?itemId` or `.customer.externalId`. */
  place: string
  thing: keyof Things | 'pool'
  /** The request with something else named there. */
  naming(name: string): { address: string; body: unknown }
}

export const bodiesOf = (route: Route, world: World): unknown[] => [
  ...(VALID[route.id]?.(world) ?? []),
  ...route.examples,
]

/** Every place of a route that names something, in requests that the world would send. */
export function cellsOf(document: OpenApi, route: Route, world: World): Cell[] {
  return [...inAddress(route, world), ...inQuery(route, world), ...inBody(document, route, world)]
}

function inAddress(route: Route, world: World): Cell[] {
  const [body] = bodiesOf(route, world)
  return route.parameters
    .filter(({ in: where }) => where === 'path')
    .map(({ name }) => ({
      ...{ route, where: 'address', place: `{${name}}`, thing: thingInPath(route, name, world) },
      naming(named) {
        const path = route.path.replace(`{${name}}`, encodeURIComponent(named))
        return { address: addressOf({ ...route, path }, world), body }
      },
    }))
}

function inQuery(route: Route, world: World): Cell[] {
  const [body] = bodiesOf(route, world)
  return route.parameters.flatMap(({ in: where, name, schema }) => {
    const thing = where === 'query' && name !== 'key' ? thingIn(route, [name], schema) : undefined
    if (thing === undefined) return []
    const naming = (named: string) => ({
      address: `${addressOf(route, world)}?${name}=${encodeURIComponent(named)}`,
      body,
    })
    return [{ route, where: 'query', place: `?${name}`, thing, naming }]
  })
}

function inBody(document: OpenApi, route: Route, world: World): Cell[] {
  const cells = new Map<string, Cell>()
  const address = addressOf(route, world)
  const spots = bodiesOf(route, world).flatMap(body => spotsOf(document, route.body as Schema, body))
  for (const { place, path, schema, put, value } of spots) {
    const thing = typeof value === 'string' ? thingIn(route, path, schema) : undefined
    if (thing === undefined || cells.has(place)) continue
    const naming = (named: string) => ({ address, body: put(named) })
    cells.set(place, { route, where: 'body', place, thing, naming })
  }
  return [...cells.values()]
}
