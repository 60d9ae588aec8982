import type { Fields } from './log'
import { redact } from './redact'

/** What somebody needs to find a fault, and nothing of the request or row that ran into it. */
export function failureOf(error: unknown): Fields {
  const causes = causesOf(error)
  return {
    error: causes.at(-1)?.name ?? typeof error,
    code: causes.map(codeOf).find(code => code !== undefined),
    stack: causes.map(stackOf).join('\ncaused by ') || undefined,
  }
}

/** From the outermost to the one it began with. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause)
    causes.push(cause)
  return causes
}

function codeOf(error: Error): string | undefined {
  if ('extendedCode' in error && typeof error.extendedCode === 'string') return error.extendedCode
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** A stack begins with the message as it was, lines of a shopper's own making included: what follows it is ours. */
function stackOf(error: Error): string {
  const { name, message, stack = '' } = error
  const begin = stack.indexOf(message)
  const frames = begin < 0 ? '' : stack.slice(begin + message.length)
  return `${name}: ${messageOf(error)}${frames}`
}

function messageOf(error: Error): string {
  // Drizzle appends the bound values.
  if ('query' in error && 'params' in error) return 'a query failed'
  // What cannot be parsed is quoted.
  if (error instanceof SyntaxError) return 'not readable'
  return redact(error.message)
}
