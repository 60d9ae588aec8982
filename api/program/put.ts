import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Program } from '../../sdk/contract'
import { customers } from '../customers/table'
import { type Call, merchantIdOf } from '../http/call'
import { ifMatchHolds } from '../http/etag'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { programs } from '../merchants/table'
import { merchantTime, type Tenant } from '../merchants/tenant'
import { canonicalJson } from '../store/canonical'
import type { Db } from '../store/store'
import { grants } from '../tiers/table'
import { sinceAfterChange } from '../wallet/expiry'
import { etagOf, replyWith } from './get'

/**
 * Replaces the programme by appending its next version; two that are written at once collide on its number. The
 * same document again is no new version. A tier somebody holds can be retired, but not removed.
 */
export function putProgram(call: Call, program: Program) {
  return perform(call, {
    read: db => membersRead(db, merchantIdOf(call), call.realTime),
    decide({ members }, { tenant }) {
      const { programVersion, programUpdatedAt, at } = tenant
      if (!ifMatchHolds(call.ifMatch, etagOf(programVersion))) throw refuse('precondition_failed')
      if (canonicalJson(program) === canonicalJson(tenant.program))
        return { statements: [], reply: replyWith(programVersion, programUpdatedAt, program) }
      keepsItsMembers(tenant, program, members)
      const version = programVersion + 1
      const row = { merchantId: tenant.merchant.id, version, program, createdAt: at }
      const expirySince = sinceAfterChange(
        { rule: tenant.program.expiry, since: tenant.expirySince },
        program.expiry,
        at,
      )
      return {
        statements: [call.store.db.insert(programs).values({ ...row, expirySince })],
        reply: replyWith(version, at, program),
      }
    },
  })
}

/** How many hold each tier: by the newest grant of each customer, unless it has ended. */
function membersRead(db: Db, merchantId: string, realTime: number) {
  const newest = sql`(SELECT max(seq) FROM grants AS later WHERE later.customer_id = ${customers.id})`
  const now = merchantTime(merchantId, realTime)
  return {
    members: db
      .select({ tierId: grants.tierId, count: sql<number>`count(*)` })
      .from(customers)
      .innerJoin(grants, and(eq(grants.customerId, customers.id), eq(grants.seq, newest)))
      .where(and(eq(customers.merchantId, merchantId), or(isNull(grants.endsAt), gt(grants.endsAt, now))))
      .groupBy(grants.tierId),
  }
}

function keepsItsMembers(tenant: Tenant, after: Program, members: { tierId: string; count: number }[]): void {
  const kept = new Set(after.ladder?.tiers.map(tier => tier.id))
  for (const { id, name } of tenant.program.ladder?.tiers ?? []) {
    const held = kept.has(id) ? 0 : (members.find(each => each.tierId === id)?.count ?? 0)
    if (held > 0) throw refuse('tier_in_use', `${name} (${id}) has ${held} members; retire it instead`)
  }
}
