import { type Client, createClient, type InStatement, LibsqlError } from '@libsql/client/web'
import { type Bounds, coalesce, type Line, type Send } from './coalesce'
import { codes, isTimeout, Unanswered, Unreachable } from './errors'
import { oneAfterAnother } from './in-order'
import { type StoreObserver, UNOBSERVED } from './observer'
import type { Driver } from './store'

export interface Patience {
  /** A server that has not answered by then is taken for gone; whether a write went through is then unknown. */
  timeoutMs: number
  /** How long a server is looked for that cannot be reached, as while it starts anew. */
  awayMs: number
}

const PATIENCE: Patience = { timeoutMs: 15_000, awayMs: 2000 }
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [20, 400]

/** A server writes one transaction at a time: another is on its way meanwhile. */
export const WRITES: Bounds = { mostTogether: 32, mostStatements: 512, mostInFlight: 2, mostWaiting: 1000 }
/** With 64 at once, reading together costs this process 0.6 and sqld 0.4 of the CPU time of reading one by one. */
const READS: Bounds = { ...WRITES, mostInFlight: 4 }
const LONG_READS: Bounds = { ...READS, mostTogether: 1, mostInFlight: 2, mostWaiting: 50 }

/** What says that a connection was never made (libuv and undici). */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/
const TOO_MANY_REQUESTS = 429
/** Of an answer that makes no sense, by the client of libSQL. */
const NO_ANSWER = ['HRANA_PROTO_ERROR', 'HRANA_CLOSED_ERROR']

/** A libSQL server over HTTP, for one request of an edge runtime: a client cannot be used across requests there. */
export function openRemote(url: string, authToken: string | undefined, patience = PATIENCE): Driver {
  const alone = (send: Send): Line => ({ send })
  return { ...open(url, authToken, patience, alone), inOrder: (_key, change) => change() }
}

/** A libSQL server over HTTP, for a process that serves many requests at a time: they travel together. */
export function openSharedRemote(
  url: string,
  authToken: string | undefined,
  observer: StoreObserver = UNOBSERVED,
  patience = PATIENCE,
): Driver {
  return { ...open(url, authToken, patience, coalesce, observer), inOrder: oneAfterAnother(observer) }
}

function open(
  url: string,
  authToken: string | undefined,
  patience: Patience,
  together: (send: Send, bounds: Bounds, observer: StoreObserver) => Line,
  observer = UNOBSERVED,
): Omit<Driver, 'inOrder'> {
  const client = createClient({
    ...{ url, authToken },
    fetch: (request: Request) => answerTo(request, patience.timeoutMs),
  })
  const sendTo = (mode: 'read' | 'write'): Send => {
    return statements =>
      untilReached(patience, mode === 'read', () => client.batch(statements, mode).catch(understood))
  }
  const ofReads: StoreObserver = { ...UNOBSERVED, gaveUp: () => observer.gaveUp('reads_full') }
  const write = together(sendTo('write'), WRITES, observer)
  const read = together(sendTo('read'), READS, ofReads)
  const readLong = together(sendTo('read'), LONG_READS, ofReads)
  const shown = shadow(client, {
    batch: (statements, mode) => (mode === 'write' ? write : read).send(statements as InStatement[]),
  })
  return {
    client: () => shown,
    // What takes long keeps no other read waiting, and leaves connections to others.
    long: { batch: statements => readLong.send(statements as InStatement[]) },
    queueDepth: write.waiting,
    // No `scrub`: the files are the server's, and so are its log and its copies.
    close: () => client.close(),
  }
}

/** The client with methods of ours; its own are bound, as they use private fields. */
function shadow(client: Client, ours: Pick<Client, 'batch'>): Client {
  return new Proxy(client, {
    get(target, name) {
      if (name in ours) return ours[name as 'batch']
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** The whole answer, or why there is none. What came in part is no answer. */
async function answerTo(request: Request, timeoutMs: number): Promise<Response> {
  try {
    const reply = await fetch(request, { signal: AbortSignal.timeout(timeoutMs) })
    const whole = new Response(await reply.arrayBuffer(), reply)
    if (reply.status === TOO_MANY_REQUESTS) throw new Unreachable('the database takes no more requests')
    if (reply.status >= 500) throw new Unanswered(`the database answers ${reply.status}`)
    return whole
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Unanswered) throw error
    if (NO_CONNECTION.test(codes(error)[0] ?? ''))
      throw new Unreachable('no way to the database', { cause: error })
    throw new Unanswered('the database does not answer', { cause: error })
  }
}

/**
 * An answer that cannot be understood may be to a change that was made. A value that cannot be sent was never asked about:
 * what `fetch` throws is one of ours by then.
 */
function understood(error: unknown): never {
  const isClear = error instanceof LibsqlError && !NO_ANSWER.includes(error.code)
  const isUnsent = error instanceof RangeError || error instanceof TypeError
  if (isClear || isUnsent || error instanceof Unreachable || error instanceof Unanswered) throw error
  throw new Unanswered('the answer of the database cannot be understood', { cause: error })
}

/**
 * What was never asked may be asked again, and reads whenever the connection broke; a write that may have been made
 * is not. After a time-out nobody waits any longer.
 */
async function untilReached<T>({ awayMs }: Patience, isRead: boolean, ask: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + awayMs
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await ask()
    } catch (error) {
      const isHarmless = error instanceof Unreachable || (isRead && error instanceof Unanswered)
      if (!isHarmless || isTimeout(error) || performance.now() > deadline) throw error
      await new Promise(resolve => setTimeout(resolve, pauseMs * (0.5 + Math.random())))
    }
  }
}
