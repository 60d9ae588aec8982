import type { Ladder, Program, ProgramPreview } from '../../sdk/contract'
import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { moveOf, tally } from './moves'
import { type Standing, standingsRead } from './standings'

/** What another ladder would do to the members there are, by the books as they stand. Nothing is stored. */
export function previewProgram(call: Call, { ladder }: Program) {
  return perform(call, {
    long: true,
    read: db => ({
      standings: standingsRead(db, ladder ?? NOTHING_COUNTS, merchantIdOf(call), call.realTime),
    }),
    decide({ standings }, { tenant: { at, zone } }) {
      const moves = standings.flatMap(row => moveOf(ladder, memberOf(row), at, zone) ?? [])
      const body: ProgramPreview = {
        customers: standings.length,
        atOnce: tally(moves.filter(({ when }) => when === 'atOnce')),
        atGrantEnd: tally(moves.filter(({ when }) => when === 'atGrantEnd')),
      }
      return { statements: [], reply: { status: 200, body } }
    },
  })
}

/** Without a ladder, only the grants matter. */
const NOTHING_COUNTS: Ladder = { basis: 'spend', currency: null, period: { kind: 'lifetime' }, tiers: [] }

function memberOf({ tierId, startsAt, endsAt, measures }: Standing) {
  const pairs = JSON.parse(measures) as [number, number][]
  return {
    grant: tierId === null || startsAt === null ? null : { tierId, startsAt, endsAt },
    measures: pairs.map(([at, value]) => ({ at, value })),
  }
}
