import { Placeholder } from 'drizzle-orm'

/** A place in a statement that is built before its values are there. */
export class Slot extends Placeholder<string> {
  [Symbol.toPrimitive](): never {
    throw new Error(`${this.name} has no value while the statement is built`)
  }
}

/** In the place of values: each of their names has a slot. */
export const slots = <V extends object>(): V =>
  new Proxy({} as V, {
    get: (_, name) => (typeof name === 'string' ? new Slot(name) : undefined),
    ownKeys() {
      throw new Error('name the values of a plan one by one')
    },
  })
