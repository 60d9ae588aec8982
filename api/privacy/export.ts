import type { PersonExport } from '../../sdk/contract'
import type { CustomerKey } from '../customers/read'
import type { Call } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { iso } from '../http/time'
import { type PersonRows, personReads, selfOf } from './person'

type Row = Record<string, unknown>

/**
 * Ours, and nobody's but ours: ciphertexts, keyed hashes and how codes are found. The merchant's words on a referral
 * (`reason`) are about two people, and each would read what is said of the other.
 */
const SECRET = new Set(['sealed', 'lookup', 'kid', 'network', 'emailKey', 'reason'])
/** How instants are called in every table. */
const INSTANT = /^at$|At$|Until$|^period$/

/** Everything held about one person, of every table, as it is held. Codes are in plain: they are the person's. */
export function exportPerson(call: Call, key: CustomerKey) {
  return perform(call, {
    long: true,
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
      const body: PersonExport = {
        exportedAt: iso(tenant.at),
        customer: shown(self),
        guests: rows.people
          .filter(row => row !== self || row.kind === 'guest')
          .map(row => guestOf(row, rows)),
        ...heldOf(rows),
        codes: codes.map(shown),
      }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

/** Named one by one: the rows that come with a request hold the merchant's keys as well. */
const HELD = [
  ...(['consents', 'journal', 'lots', 'allocations', 'debts', 'earnings', 'tiers', 'orders'] as const),
  ...(['refunds', 'events', 'spins', 'redemptions', 'referrals', 'visits', 'responses'] as const),
  ...(['prompts', 'progress', 'messages'] as const),
]

const heldOf = (rows: PersonRows) =>
  Object.fromEntries(HELD.map(name => [name, rows[name].map(shown)])) as Pick<
    PersonExport,
    (typeof HELD)[number]
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
