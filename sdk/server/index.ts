/** Laurel for servers: a merchant's, and the installation's operator's. */
export type * from '../contract'
export {
  type ConnectionOptions,
  createLaurelServer,
  type LaurelServer,
  type LaurelServerOptions,
} from './client'
export type { TokenSubject } from './customer-token'
export type { Paging } from './customers'
export { LaurelError, type LocalCode } from './error'
export type { ImportOptions } from './import'
export { createLaurelOperator, type LaurelOperatorOptions } from './operator'
export { type IssuedReward, type VerifyRewardOptions, verifyRewardToken } from './reward-token'
export { verifyWebhook, type WebhookHeaders } from './webhook'
