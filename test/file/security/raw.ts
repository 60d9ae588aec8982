import { once } from 'node:events'
import { connect } from 'node:net'

/** A connection that sends exactly what it is told to, right or wrong. */
export interface Raw {
  say(bytes: string | Uint8Array): void
  /** All that has come back. */
  heard(): string
  /** Resolves when this has come back; rejects when the connection ends without it. */
  until(pattern: RegExp): Promise<string>
  /** Resolves when the other side has ended it, with all that came back. */
  closed: Promise<string>
  /** Says that nothing more will be sent. */
  end(): void
  /** Leaves without a word. */
  drop(): void
}

export async function openRaw(port: number): Promise<Raw> {
  const socket = connect(port, '127.0.0.1')
  socket.setNoDelay(true)
  const heard: Buffer[] = []
  socket.on('data', part => heard.push(part))
  // A reset is one way to be told to leave.
  socket.on('error', () => {})
  const text = () => Buffer.concat(heard).toString('latin1')
  const closed = new Promise<string>(resolve => socket.once('close', () => resolve(text())))
  await once(socket, 'connect')
  return {
    say: bytes => void (socket.writable && socket.write(bytes)),
    heard: text,
    async until(pattern) {
      while (!pattern.test(text())) {
        if (socket.closed) throw new Error(`ended without ${pattern}: ${text()}`)
        await Promise.race([once(socket, 'data'), closed])
      }
      return text()
    },
    closed,
    end: () => void socket.end(),
    drop: () => void socket.destroy(),
  }
}

/** Says it all at once, and hears until the other side hangs up. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<string> {
  const raw = await openRaw(port)
  raw.say(bytes)
  return raw.closed
}

export const statusesIn = (heard: string): number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
