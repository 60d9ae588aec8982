import { createLaurelOperator, createLaurelServer, type LaurelServer } from '../../../sdk/server'
import { SURE_WIN } from '../prizes'
import type { Installation } from '../servers'

/** A shop with a wheel that always wins a code, one thing to buy with the welcome points, and a door for guests. */
export interface Merchant {
  publishableKey: string
  laurel: LaurelServer
  tokenFor(externalId: string): Promise<string>
  /** From now on tokens are signed with another secret, and those of before are refused. */
  rollSecret(): Promise<void>
}

/** A name that nothing else is called. */
export const nameOf = (who: string): string => `${who} the baker`

/** @param codePrefix tells in any text whose code it is */
export async function createMerchant(
  { api, adminKey }: Installation,
  { name, codePrefix, origin }: { name: string; codePrefix: string; origin: string },
): Promise<Merchant> {
  const created = await createLaurelOperator({ adminKey, api }).merchants.create({
    ...{ name, mode: 'test', currency: 'GBP', timeZone: 'Europe/London', allowedOrigins: [origin] },
  })
  let identity = created.identitySecret
  const connect = () =>
    createLaurelServer({ api, secretKey: created.secretKey.key, identitySecret: identity.secret })
  const laurel = connect()
  await laurel.program.put({
    ...{ name, codePrefix },
    rules: [
      { id: 'welcome', name: 'Welcome', on: 'customer.created', earn: { kind: 'fixed', points: 300 } },
      { id: 'day', name: 'Come by', on: 'check-in', earn: { kind: 'fixed', points: 2 } },
    ],
    referral: { url: `${origin}/`, windowDays: 30, returnDays: 14 },
    guests: { terms: '2026-11', termsUrl: `${origin}/terms` },
    prompts: { count: 10, days: 1 },
    theme: { accent: '#7a3049' },
  })
  await laurel.catalogue.create({
    name: 'A fiver off',
    price: { kind: 'fixed', points: 100 },
    gives: { kind: 'amount', amount: 500, currency: 'GBP' },
    returnDays: 30,
  })
  await laurel.wheels.create({ ...SURE_WIN, guests: true })
  return {
    publishableKey: created.publishableKey.key,
    laurel,
    tokenFor: who => connect().signCustomerToken({ externalId: who, name: nameOf(who) }),
    async rollSecret() {
      const { id } = identity
      identity = await laurel.identitySecrets.create()
      await laurel.identitySecrets.revoke(id)
    },
  }
}
