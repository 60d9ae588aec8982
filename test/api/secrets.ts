import type { HeaderOf } from '../../api/http/call'
import { loadSigningKeys } from '../../api/rewards/signing-keys'
import { openVault } from '../../api/store/vault'
import { logToConsole } from '../../api/telemetry/log'

export const ANYWHERE = '198.51.100.1'
export const ADMIN_KEY = 'admin_of_the_tests_0123456789'
export const SECRET = 'a secret of the tests, long enough to be one'
export const PUBLIC_URL = 'https://api.laurel.test'

/** What the server of a test and the test itself both know. */
export const knownToBoth = async (signingKeys: unknown) => ({
  vault: await openVault(SECRET),
  signingKeys: await loadSigningKeys(signingKeys),
  adminKey: ADMIN_KEY,
  publicUrl: PUBLIC_URL,
  log: logToConsole('error'),
  network: (header: HeaderOf) => header('x-test-network') ?? ANYWHERE,
})
