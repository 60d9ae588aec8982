import type { Schema } from './document'

/** Sent as it is: JSON has numbers that no number of ours can be. */
export const raw = (token: string): string => `RAW:${token}`

export const textOf = (body: unknown): string | undefined =>
  JSON.stringify(body)?.replace(/"RAW:([^"]*)"/g, (_, token: string) => token)

export const parsed = (bad: unknown): unknown =>
  typeof bad === 'string' && bad.startsWith('RAW:') ? JSON.parse(bad.slice('RAW:'.length)) : bad

const OTHER_TYPES: unknown[] = [null, true, 'x', 7, [], {}]
const NUMBERS: unknown[] = [
  -1,
  0,
  1.5,
  2 ** 53,
  1e308,
  -1e308,
  raw('1e999'),
  '1e3',
  '12',
  '',
  null,
  true,
  [],
  {},
]
const TEXTS: unknown[] = ['', 'x', 12, null, true, [], {}, [''], { toString: 'x' }]

/** The contract refuses these in every text, whatever else its schema says; lines too, but in a comment. */
const UNPRINTABLE = ['\ud800', 'a\udc00b', 'a\u0000b', 'a\u001b[31m', 'a\u0085b']
const LINES = 'line\nline'

/** What a schema cannot say: these look right and name nothing. */
const UNKNOWN = {
  currency: ['XXQ', 'ZZZ', 'gbp', 'GBPP', 'GB'],
  timeZone: ['Mars/Olympus', 'Europe/Atlantis', 'London', '../UTC'],
  instant: [
    '2026-02-30T10:00:00Z',
    '2026-01-01T25:00:00Z',
    '2026-01-01',
    'now',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
  ],
  date: ['2026-02-30', '2026-13-01', '2025-02-29', '30/04/1990', '1899-12-31', '2200-01-01'],
  color: ['red', '#12345', '#gggggg', '1f6f54', '#1f6f5400', 'url(#a)'],
  email: ['ada', 'ada@', '@example.com', 'ada@example', 'ada ada@example.com', 'ada@example.com\n'],
  id: ['cus_1', 'id', '../../etc/passwd', "' OR 1=1 --"],
}

/** May be valid by the schema; the caller leaves those out. */
export function candidates(schema: Schema): unknown[] {
  const types = [schema.type ?? []].flat()
  if (types.includes('integer') || types.includes('number')) return NUMBERS
  if (types.includes('string')) return [...TEXTS, 'x'.repeat((schema.maxLength ?? 1000) + 1)]
  if (types.includes('boolean')) return [null, 'true', 0, 1, [], {}]
  if (types.includes('array')) return OTHER_TYPES.filter(other => !Array.isArray(other))
  return OTHER_TYPES.filter(other => typeof other !== 'object' || other === null || Array.isArray(other))
}

/** Bad whatever the schema says. */
export function beyondTheSchema(schema: Schema, name: string): unknown[] {
  if (![schema.type ?? []].flat().includes('string')) return []
  const { minLength, pattern, format } = schema
  return [
    ...UNPRINTABLE,
    ...(pattern?.includes('\\n') ? [] : [LINES]),
    ...(minLength === 1 ? ['   ', '\u00a0\u2003'] : []),
    ...(pattern === '^[A-Z]{3}$' ? UNKNOWN.currency : []),
    ...(name === 'timeZone' ? UNKNOWN.timeZone : []),
    ...(format === 'date-time' ? UNKNOWN.instant : []),
    ...(format === 'date' ? UNKNOWN.date : []),
    ...(format === 'email' ? UNKNOWN.email : []),
    ...(pattern?.startsWith('^#') ? UNKNOWN.color : []),
    ...(/^\^[a-z]{3}_/.test(pattern ?? '') ? UNKNOWN.id : []),
  ]
}
