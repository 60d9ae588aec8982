import { LaurelError } from './error'

/**
 * A path whose values are escaped. `.` and `..` cannot be escaped in a URL and would name another
 * resource, so they are refused, as is an empty value.
 */
export function path(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce((left, right, at) => left + segment(values[at - 1] ?? '') + right)
}

function segment(value: string): string {
  if (value === '' || value === '.' || value === '..')
    throw new LaurelError({ code: 'invalid_argument', detail: `"${value}" cannot be an id in an address` })
  return encodeURIComponent(value)
}

export type Query = Record<string, string | number | undefined>

/** `?a=1&b=2`, or nothing. */
export function search(query: Query = {}): string {
  const set = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`
}
