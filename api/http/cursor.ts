import { refuse } from './refusal'

/** Opaque to callers: where the page before ended. */
export function encodeCursor(position: string | number): string {
  return btoa(JSON.stringify(position)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function decodeCursor(cursor: string | undefined, type: 'string'): string | undefined
export function decodeCursor(cursor: string | undefined, type: 'number'): number | undefined
export function decodeCursor(
  cursor: string | undefined,
  type: 'string' | 'number',
): string | number | undefined {
  if (cursor === undefined) return undefined
  try {
    const position: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')))
    if (typeof position === type) return position as string | number
  } catch {
    // Not one of ours.
  }
  throw refuse('invalid_request', undefined, {
    errors: [{ path: 'cursor', message: 'is not a cursor of this list' }],
  })
}

/** Reads one row more than asked for, so that the end is known. */
export function pageOf<T>(rows: T[], limit: number, position: (row: T) => string | number) {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null }
}
