import * as contract from '../../sdk/contract'
import { type Api, endpoint } from '../http/endpoint'
import { audit } from './audit'

export function auditRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/audit', tag: 'Audit', who: 'merchant' },
    summary: 'The books, proved',
    description: [
      'Journal, lots, allocations, orders, codes and wheels are added up and held against each other.',
      '`faults` lists at most 50 contradictions; there should be none, ever.',
    ].join(' '),
    reply: contract.Audit,
    run: audit,
  })
}
