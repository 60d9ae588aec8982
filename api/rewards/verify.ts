import type { VerifiedCode, VerifyCode } from '../../sdk/contract'
import type { Call } from '../http/call'
import { perform, type Sent } from '../http/perform'
import { codeNotFound, findCode, findReads, typed } from './find'
import { obstacleTo } from './life'
import { presentCode } from './present'

/** What a code is worth and whether an order could use it now. No use is spent. */
export async function verifyCode(call: Call, { orderTotal, ...asked }: VerifyCode): Promise<Sent> {
  const code = await typed(call, asked)
  return perform(call, {
    read: () => findReads(call, code),
    async decide(rows, { tenant }) {
      const row = findCode(rows, call)
      if (!row) return codeNotFound(call, rows, code, tenant)
      const obstacle = obstacleTo(row, { orderId: null, orderTotal }, tenant.at)
      const body: VerifiedCode = {
        ...(await presentCode(call, row, tenant.at)),
        redeemable: obstacle === null,
        reason: obstacle?.problem ?? null,
      }
      return { statements: [], reply: { status: 200, body, customerId: row.customerId } }
    },
  })
}
