import { type Call, merchantIdOf } from '../http/call'
import { perform } from '../http/perform'
import { refuse } from '../http/refusal'
import { presentItem } from './present'
import { itemReads } from './read'

export function listItems(call: Call) {
  return perform(call, {
    read: db => itemReads(db, merchantIdOf(call)),
    decide({ items }) {
      return {
        statements: [],
        reply: { status: 200, body: { data: items.map(presentItem), nextCursor: null } },
      }
    },
  })
}

export function getItem(call: Call, itemId: string) {
  return perform(call, {
    read: db => itemReads(db, merchantIdOf(call), itemId),
    decide({ items: [item] }) {
      if (!item) throw refuse('not_found')
      const headers = { ETag: `"${item.version}"` }
      return { statements: [], reply: { status: 200, body: presentItem(item), headers } }
    },
  })
}
