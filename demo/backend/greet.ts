import type { DemoEnvironment } from './environment'
import type { ShopKeys } from './set-up'

/** What a newcomer needs to see in the terminal. */
export function greet({ api, port }: DemoEnvironment, keys: ShopKeys): void {
  console.log(`
  Wren & Fig, the demo shop   http://localhost:${port}
  Laurel, API and docs        ${api}   ${api}/docs

  Test keys   ${keys.publishableKey}
              ${keys.secretKey}

  Try:  1. Sign in as a regular and open the Fig Tree in the corner: points and tier of a real year
        2. Spin the wheel: one spin a day is free. Check the spin afterwards, it proves itself
        3. Win a code, use it at the checkout, and see it refused the second time
        4. Return the order from your account: points go, the code comes back
        5. curl -H "Authorization: Bearer $KEY" ${api}/v1/audit   (KEY is the sk_test_… above)
`)
}
