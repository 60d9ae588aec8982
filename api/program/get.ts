import type { Program, StoredProgram } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform, type Reply } from '../http/perform'
import { iso } from '../http/time'

/** The programme in force. 304 to who has this version already. */
export function getProgram(call: Call) {
  return perform(call, {
    read: () => ({}),
    decide(_, { tenant: { program, programVersion, programUpdatedAt } }) {
      const reply = replyWith(programVersion, programUpdatedAt, program)
      return { statements: [], reply: { ...reply, conditional: true } }
    },
  })
}

export const etagOf = (version: number): string => `"${version}"`

export function replyWith(version: number, at: number, program: Program): Reply {
  const body: StoredProgram = { version, updatedAt: iso(at), program }
  return { status: 200, body, headers: { ETag: etagOf(version) } }
}
