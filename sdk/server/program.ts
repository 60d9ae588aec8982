import type { ProgramInput, ProgramPreview, StoredProgram } from '../contract'
import type { Request } from './request'

/** Your programme: rules, campaigns, tiers, expiry, theme and texts, in one document with a version. */
export function program(request: Request) {
  return {
    get: () => request<StoredProgram>({ path: '/v1/program' }),

    /**
     * Replaces the programme. With `ifVersion` it refuses with `precondition_failed` when somebody else
     * changed it since you read it.
     * @example
     * const { program, version } = await laurel.program.get()
     * await laurel.program.put({ ...program, refunds: 'allow_negative' }, { ifVersion: version })
     */
    put: (program: ProgramInput, options: { ifVersion?: number } = {}) =>
      request<StoredProgram>({ method: 'PUT', path: '/v1/program', body: program, ...options }),

    /** What this programme would do to the members you have; nothing is stored. */
    preview: (program: ProgramInput) =>
      request<ProgramPreview>({ method: 'POST', path: '/v1/program/preview', body: program }),
  }
}
