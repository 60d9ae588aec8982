import { createPrivateKey, sign as signBytes } from 'node:crypto'
import { generateSigningJwks, loadSigningKeys } from '../../../api/rewards/signing-keys'
import { type SignedReward, signReward } from '../../../api/rewards/token'
import type { Figure } from '../contest'
import { timed } from '../prepared'
import type { Row } from '../row'

const TOKENS = 4000

export const sign: Row = {
  name: 'sign',
  what: 'signing a reward token',
  against: 'node:crypto Ed25519',
  firstBar: 0.2,
  goal: 0.9,
  inProcess: true,
  async open() {
    const jwks = await generateSigningJwks()
    const key = (await loadSigningKeys(jwks)).current(Date.now())
    const privateKey = createPrivateKey({ key: jwks.keys[0] as never, format: 'jwk' })
    const issuedAt = Date.now()
    const reward: SignedReward = {
      ...{ issuer: 'https://laurel.bench.example', merchantId: 'mer_01kbench', customerId: 'cus_01kbench' },
      ...{ issuedAt, expiresAt: issuedAt + 30 * 86_400_000, code: 'FIG-ABCD-EFGH-JKMN-P' },
      reward: { kind: 'percent', percent: 10, currency: 'GBP', minimumSpend: null },
    }
    const token = await signReward(key, reward)
    const signed = Buffer.from(token.slice(0, token.lastIndexOf('.')))
    return {
      async measured(): Promise<Figure> {
        const cpuBefore = process.cpuUsage()
        const begun = performance.now()
        for (let i = 0; i < TOKENS; i++) await signReward(key, reward)
        const seconds = (performance.now() - begun) / 1000
        const cpu = process.cpuUsage(cpuBefore)
        return { count: TOKENS, perSecond: TOKENS / seconds, cpuUs: (cpu.user + cpu.system) / TOKENS }
      },
      baseline: async () =>
        timed(TOKENS, () => {
          for (let i = 0; i < TOKENS; i++) signBytes(null, signed, privateKey)
        }),
      close: async () => {},
    }
  },
}
