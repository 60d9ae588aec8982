import { and, eq } from 'drizzle-orm'
import type { WriteItem } from '../../sdk/contract'
import { checkAddress } from '../http/address'
import { type Call, merchantIdOf } from '../http/call'
import { ifMatchHolds } from '../http/etag'
import { perform } from '../http/perform'
import { invalid, refuse } from '../http/refusal'
import type { Tenant } from '../merchants/tenant'
import { newId } from '../store/id'
import { versionAfter } from '../store/version'
import { presentItem } from './present'
import { type ItemRow, itemReads } from './read'
import { items } from './table'

export function createItem(call: Call, config: WriteItem) {
  return perform(call, {
    read: () => ({}),
    decide(_, { tenant, random }) {
      check(call, config, tenant)
      const item: ItemRow = {
        ...{ id: newId('itm', call.realTime, random), merchantId: tenant.merchant.id, version: 1, config },
        ...{ sold: 0, stock: config.stock, createdAt: tenant.at, deletedAt: null },
      }
      return {
        statements: [call.store.db.insert(items).values(item)],
        reply: { status: 201, body: presentItem(item), headers: { ETag: '"1"' } },
      }
    },
  })
}

/** Replaces the item for future redemptions; what was bought stays as it was bought. */
export function putItem(call: Call, itemId: string, config: WriteItem, ifMatch: string | undefined) {
  return perform(call, {
    read: db => itemReads(db, merchantIdOf(call), itemId),
    decide({ items: [known] }, { tenant }) {
      if (!known) throw refuse('not_found')
      if (!ifMatchHolds(ifMatch, `"${known.version}"`)) throw refuse('precondition_failed')
      check(call, config, tenant)
      const { stock } = config
      if (stock !== null && stock < known.sold)
        throw refuse('stock_below_awarded', `${known.sold} were bought`)
      const item = { ...known, config, stock, version: known.version + 1 }
      const change = { config, stock, version: versionAfter(known.version) }
      return {
        statements: [call.store.db.update(items).set(change).where(mine(known))],
        reply: { status: 200, body: presentItem(item), headers: { ETag: `"${item.version}"` } },
      }
    },
  })
}

/** Nobody buys it any more; codes that were bought stay usable, and returnable. */
export function deleteItem(call: Call, itemId: string) {
  return perform(call, {
    read: db => itemReads(db, merchantIdOf(call), itemId),
    decide({ items: [known] }) {
      if (!known) throw refuse('not_found')
      return {
        statements: [call.store.db.update(items).set({ deletedAt: call.realTime }).where(mine(known))],
        reply: { status: 204, body: null },
      }
    },
  })
}

const mine = ({ id, merchantId }: ItemRow) => and(eq(items.id, id), eq(items.merchantId, merchantId))

/** A shopper's browser fetches the image, so it must not lead into the network that the shopper is in. */
function check(call: Call, { image, tiers }: WriteItem, { program }: Tenant): void {
  if (image !== null) checkAddress(call, 'image', image)
  const known = new Set(program.ladder?.tiers.map(({ id }) => id))
  const unknown = tiers.find(id => !known.has(id))
  if (unknown !== undefined) throw invalid('tiers', `no tier ${unknown}`)
}
