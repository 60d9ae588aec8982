import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { failureOf } from '../telemetry/failure'
import type { Env } from './call'

type Out = Parameters<Parameters<typeof stream>[1]>[0]

/**
 * A reply that is made while it is sent. What fails on the way cannot change its status any more: it just ends. Whoever
 * hangs up early is no failure of ours.
 */
export function streamed(c: Context<Env>, write: (out: Out) => Promise<void>): Response {
  let end = () => {}
  c.set('sent', new Promise<void>(resolve => (end = resolve)))
  const written = async (out: Out) => {
    try {
      await write(out)
    } catch (error) {
      if (!out.aborted) c.set('failure', failureOf(error))
    } finally {
      end()
    }
  }
  return stream(c, written)
}
