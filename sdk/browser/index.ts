/** The shopper's client: state as signals, actions, events. Runs in any page; carries no zod and no looks. */
export type { EarlyReplies } from './client'
export type { DrawerStorage } from './drawer'
export { type ClientCode, LaurelError } from './error'
export type { EventName, LaurelEvents, Listener } from './events'
export {
  createLaurel,
  type Laurel,
  type LaurelOptions,
  type Page,
} from './laurel'
export { choosePrompt, type OpenPrompt } from './prompts'
export { isTransient } from './retry'
export type { Outcome } from './spin'
export type { Status } from './state'
export type { Identify } from './token'
