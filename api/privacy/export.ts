import type { PersonExport } from '../../sdk/contract'
import type { CustomerKey } from '../customers/read'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { type PersonRows, personReads, selfOf } from './person'

type Row = Record<string, unknown>

/** Ours, and nobody's but ours: ciphertexts, keyed hashes and how codes are found. */
const SECRET = new Set(['sealed', 'lookup', 'kid', 'network', 'emailKey'])
/** How instants are called in every table. */
const INSTANT = /^at$|At$|Until$|^period$/

/** Everything held about one person, of every table, as it is held. Codes are in plain: they are the person's. */
export function exportPerson(call: Call, key: CustomerKey) {
  return perform(call, {
    read: db => personReads(db, key),
    async decide(rows, { tenant }) {
      const self = selfOf(rows)
      if (!self) throw refuse('not_found')
      const codes = await Promise.all(
        rows.codes.map(async row => ({
          ...row,
          code: await call.platform.vault.unseal(row.sealed, row.id),
        })),
      )
      const { people, joined, ...held } = rows
      const body: PersonExport = {
        exportedAt: iso(tenant.at),
        customer: shown(self),
        guests: people.filter(row => row !== self || row.kind === 'guest').map(row => guestOf(row, rows)),
        ...all(held),
        codes: codes.map(shown),
      }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

const all = (held: Record<string, Row[]>) =>
  Object.fromEntries(Object.entries(held).map(([name, rows]) => [name, rows.map(shown)])) as Omit<
    PersonExport,
    'exportedAt' | 'customer' | 'guests'
  >

/** When and as the how-manieth of the day a guest joined is in a table of its own. */
const guestOf = (row: PersonRows['people'][number], { joined }: PersonRows): Row =>
  shown({ ...joined.find(({ customerId }) => customerId === row.id), ...row })

function shown(row: Row): Row {
  const open = Object.entries(row).filter(([name]) => !SECRET.has(name))
  return Object.fromEntries(open.map(([name, value]) => [name, isInstant(name, value) ? iso(value) : value]))
}

const isInstant = (name: string, value: unknown): value is number =>
  INSTANT.test(name) && typeof value === 'number' && value > 0
