import { z } from '@hono/zod-openapi'
import * as contract from '../../sdk/contract'
import type { CustomerKey } from '../customers/read'
import { type Call, merchantIdOf, shopperOf } from '../http/call'
import { type Api, endpoint } from '../http/endpoint'
import { inTime } from '../http/in-time'
import type { Sent } from '../http/perform'
import { failureOf } from '../telemetry/failure'
import { erasePerson } from './erase'
import { exportPerson } from './export'
import { scrubOwed } from './scrub'

const params = z.object({ id: contract.CustomerId })
const keyQuery = z.object({
  key: z.string().max(200).meta({ description: 'The publishable key', example: 'pk_test_…' }),
})

const HELD = 'Every row of every table, of the guest they may have been as well. Codes are in plain.'
const FORGOTTEN = [
  'Name, addresses, words, codes and everything that was named from outside are overwritten; amounts and dates stay, so',
  'no sum changes. Where the database is a file, no copy is left in it or its log: usually by the time of the answer, and',
  'where others hold on to the file, as soon as they let go. A libSQL server may keep some where it keeps its log and its',
  'copies. For a year a keyed mark is kept that says only that somebody with this id or address was erased, and for a',
  'week the keyed hash of the network a guest joined from. The same id of yours is a new customer from then on, who earns',
  'as everybody does, but is given nothing again that is for the new or given so often a period: no welcome, no award for',
  'a first order or for being brought by a friend, no birthday within a year, and every limit counts as used up in the',
  'period they return in, one for a lifetime for good.',
].join(' ')

export function privacyRoutes(api: Api): void {
  endpoint(api, {
    ...{ method: 'get', path: '/v1/customers/{id}/export', tag: 'Privacy', who: 'merchant' },
    summary: 'Everything that is held about a person',
    description: HELD,
    params,
    reply: contract.PersonExport,
    refuses: ['not_found'],
    run: (call, { params: { id } }) => exportPerson(call, { merchantId: merchantIdOf(call), id }),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/customers/{id}', tag: 'Privacy', who: 'merchant' },
    summary: 'Erase a person',
    description: FORGOTTEN,
    params,
    reply: contract.Erased,
    refuses: ['not_found', 'merged'],
    run: (call, { params: { id } }) => eraseAndScrub(call, { merchantId: merchantIdOf(call), id }),
  })
  endpoint(api, {
    ...{ method: 'get', path: '/v1/me/export', tag: 'Privacy', who: 'visitor' },
    summary: 'Everything that is held about the shopper',
    description: HELD,
    query: keyQuery,
    reply: contract.PersonExport,
    refuses: ['not_found', 'token_expired', 'origin_not_allowed', 'merged'],
    run: call => exportPerson(call, shopperOf(call)),
  })
  endpoint(api, {
    ...{ method: 'delete', path: '/v1/me', tag: 'Privacy', who: 'visitor' },
    summary: 'Erase the shopper who asks',
    description: FORGOTTEN,
    query: keyQuery,
    reply: contract.Erased,
    refuses: ['not_found', 'token_expired', 'origin_not_allowed', 'merged'],
    run: call => eraseAndScrub(call, shopperOf(call)),
  })
}

/** Callers wait ten seconds for an answer, those of our SDK among them, and would ask again for what is done. */
const PATIENCE_MS = 3000

/** The answer waits until nothing is left in the file; what takes longer goes on, and is tried again until it is done. */
async function eraseAndScrub(call: Call, key: CustomerKey): Promise<Sent> {
  const erased = await erasePerson(call, key)
  const { store, platform } = call
  const scrubbed = scrubOwed(store).catch(error =>
    platform.log.error(failureOf(error), 'what was erased may be in the file still'),
  )
  await inTime(PATIENCE_MS, scrubbed, () => {})
  return erased
}
