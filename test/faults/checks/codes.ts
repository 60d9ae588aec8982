import type { RedemptionResult, SpinResult } from '../../../sdk/contract'
import { bodyOf, type Entry } from '../ledger'
import type { Shop } from '../shop'
import { readCodes } from '../stored'

interface Told {
  id: string
  code: string
  /** Orders that were told the code is theirs. */
  used: string[]
  /** Those of them that were told it is no longer. */
  givenBack: string[]
}

interface Codes {
  lost: string[]
  wrong: string[]
}

/** Every code that somebody was given is there, and belongs to the one order that was told so, if any. */
export async function judgeCodes(url: string, shop: Shop, done: Entry[]): Promise<Codes> {
  const told = codesOf(done)
  const stored = await readCodes(url, shop, told)
  const lost = told.filter((_, i) => !stored[i]).map(({ code }) => `code ${code}`)
  const wrong = told.flatMap(({ id, code, used, givenBack }, i) => {
    const is = stored[i]
    const [order = null, ...others] = used.filter(each => !givenBack.includes(each))
    const isRight = !is || (is.id === id && is.orderId === order && others.length === 0)
    return isRight ? [] : [`code ${code} is ${is?.status} by ${is?.orderId}, told ${used}, back ${givenBack}`]
  })
  return { lost, wrong }
}

function codesOf(done: Entry[]): Told[] {
  const codes = new Map<string, Told>()
  for (const entry of done) {
    const { code, redemption } = bodyOf<Partial<SpinResult & RedemptionResult>>(entry)
    const issued = entry.act.kind === 'spin' ? code : redemption?.code
    if (issued) codes.set(issued.code, { id: issued.id, code: issued.code, used: [], givenBack: [] })
  }
  for (const { act } of done) {
    const code = codes.get(act.path.split('/')[3] ?? '')
    const { orderId } = act.body as { orderId: string }
    if (act.kind === 'use code') code?.used.push(orderId)
    if (act.kind === 'give back') code?.givenBack.push(orderId)
  }
  return [...codes.values()]
}
