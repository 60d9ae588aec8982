import { refuse } from './refusal'

/** Lists go on behind an id of ours, or behind the number of a line. Nothing else is handed to the database. */
const POSITIONS = {
  string: (position: unknown) => typeof position === 'string' && /^[\x21-\x7e]{1,100}$/.test(position),
  number: Number.isSafeInteger,
}

/** Opaque to callers: where the page before ended. */
export function encodeCursor(position: string | number): string {
  return btoa(JSON.stringify(position)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function decodeCursor(cursor: string | undefined, type: 'string'): string | undefined
export function decodeCursor(cursor: string | undefined, type: 'number'): number | undefined
export function decodeCursor(
  cursor: string | undefined,
  type: keyof typeof POSITIONS,
): string | number | undefined {
  if (cursor === undefined) return undefined
  try {
    const position: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')))
    if (POSITIONS[type](position)) return position as string | number
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
