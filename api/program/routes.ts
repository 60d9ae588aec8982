import * as contract from '../../sdk/contract'
import { type Api, endpoint } from '../http/endpoint'
import { getProgram } from './get'
import { previewProgram } from './preview'
import { putProgram } from './put'

export function programRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/program', tag: 'Programme', who: 'merchant' },
    summary: 'The programme in force',
    description: 'Its ETag is its version; If-None-Match is answered with 304.',
    reply: contract.StoredProgram,
    run: getProgram,
  })
  endpoint(api, {
    ...{ method: 'put', path: '/v1/program', tag: 'Programme', who: 'merchant' },
    summary: 'Replace the programme',
    description: [
      'The whole document. Takes If-Match, so that nobody overwrites what they have not seen.',
      'The same document again is no new version.',
    ].join(' '),
    body: contract.Program,
    reply: contract.StoredProgram,
    refuses: ['precondition_failed', 'tier_in_use'],
    run: (call, { body }) => putProgram(call, body),
  })
  endpoint(api, {
    ...{ method: 'post', path: '/v1/program/preview', tag: 'Programme', who: 'merchant' },
    summary: 'Who would change tiers if this were the programme',
    description: 'Looks at the books as they stand. Nothing is stored.',
    body: contract.Program,
    reply: contract.ProgramPreview,
    run: (call, { body }) => previewProgram(call, body),
  })
}
