import { sweep } from '../../api/earning/sweep'
import type { Platform } from '../../api/http/call'
import type { Random } from '../../api/store/id'
import { cryptoRandom } from '../../api/store/random'
import type { Asked, Reads, Statement, Store } from '../../api/store/store'
import { deliver } from '../../api/webhooks/deliver'
import { seededBytes } from '../model/random'
import type { Batch, Rig } from './levers'

type Note = Batch['statements'][number]

interface State {
  clock: { now: number }
  local: boolean
  random: Random
  broken: boolean
  meeting: { readers: number; expected: number }
  batches: Batch[] | undefined
  stores: WeakMap<Store, Store>
}

/** A platform whose clock, randomness and store a test can get at. Runs in Node and in workerd. */
export function openRig(clock: { now: number }) {
  const state: State = {
    ...{ clock, local: false, broken: false, batches: undefined },
    random: cryptoRandom(),
    meeting: { readers: 0, expected: 0 },
    stores: new WeakMap(),
  }
  return {
    rigged: (platform: Platform) => riggedPlatform(platform, state),
    /** `platform` and `store` are what `rigged` has made of the real ones. */
    leversOf: (platform: Platform, store: Store) => leversOf(platform, riggedStore(store, state), state),
  }
}

function riggedPlatform(platform: Platform, state: State): Platform {
  return {
    ...platform,
    clock: () => state.clock.now,
    random: bytes => state.random(bytes),
    limits: undefined,
    openStore: env => riggedStore(platform.openStore(env), state),
    get local() {
      return state.local
    },
  }
}

function leversOf(platform: Platform, store: Store, state: State): Rig {
  return {
    sweep: () => sweep(platform, store),
    deliver: timeoutMs => deliver(platform, store, { timeoutMs }),
    async seed(seed) {
      state.random = seededBytes(seed)
    },
    async setLocal(local) {
      state.local = local
    },
    async meet(expected) {
      state.meeting = { readers: 0, expected }
    },
    async setBroken(broken) {
      state.broken = broken
    },
    async watch(on) {
      const noted = state.batches ?? []
      state.batches = on ? [] : undefined
      return noted
    },
  }
}

/** One for each: what is remembered of a store is remembered of the rigged one. */
function riggedStore(store: Store, state: State): Store {
  const known = state.stores.get(store)
  if (known) return known
  const rigged: Store = {
    ...store,
    read: riggedRead(store.read, state),
    readLong: riggedRead(store.readLong, state),
    async write(statements, about) {
      state.batches?.push({ kind: 'write', statements: statements.map(noteOf) })
      await store.write(statements, about)
    },
    get observer() {
      return store.observer
    },
    inOrder: (key, change) => (state.meeting.expected > 0 ? change() : store.inOrder(key, change)),
  }
  state.stores.set(store, rigged)
  return rigged
}

function riggedRead(read: Store['read'], state: State): Store['read'] {
  return async (...asked) => {
    state.batches?.push({ kind: 'read', statements: asked.flatMap(notesOf) })
    if (state.broken) throw new Error('disk 7 is on fire')
    const rows = await read(...asked)
    await everybody(state.meeting)
    return rows
  }
}

/** Each looks by itself: in workerd a request may not be woken by another. */
async function everybody(meeting: State['meeting']): Promise<void> {
  meeting.readers += 1
  while (meeting.readers < meeting.expected) await new Promise(resolve => setTimeout(resolve, 1))
}

const notesOf = (asked: Asked<Reads>): Note[] =>
  isReady(asked)
    ? [noteOf(asked)]
    : Object.entries(asked).map(([name, query]) => ({ name, ...noteOf(query as Statement) }))

const isReady = (asked: object): asked is Extract<Statement, { args: unknown }> => 'args' in asked

function noteOf(statement: Statement): Note {
  if (isReady(statement)) return { sql: statement.sql, params: statement.args }
  return (statement as unknown as { toSQL(): Note }).toSQL()
}
