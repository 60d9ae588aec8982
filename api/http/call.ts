import type { ProblemCode } from '../../sdk/contract'
import type { Tenant } from '../merchants/tenant'
import type { SigningKeys } from '../rewards/signing-keys'
import type { Random } from '../store/id'
import type { Store } from '../store/store'
import type { Vault } from '../store/vault'
import type { Fields, Log } from '../telemetry/log'
import type { Answered } from '../telemetry/requests'
import type { Post } from '../webhooks/post'
import type { Credential } from './credential'
import type { Caller, Limits } from './limits'

/** What an entry gives along with a request. */
export type Bindings = unknown

/** A header of a request, by its name in small letters. */
export type HeaderOf = (name: string) => string | null

export const headerOf =
  ({ headers }: Request): HeaderOf =>
  name =>
    headers.get(name)

/** What an entry (Node, edge, test) gives the app. */
export interface Platform {
  /** On an edge runtime the request's own; elsewhere always the same. */
  openStore(env: Bindings): Store
  vault: Vault
  signingKeys: SigningKeys
  adminKey: string
  /** Public address of this API, the issuer of reward tokens. */
  publicUrl: string
  /** Epoch ms, real time. */
  clock(): number
  random: Random
  log: Log
  /** Told of every request, to count; left out, nobody counts. */
  answered?(request: Answered): void
  /** The network address of the caller, for limits. */
  network(header: HeaderOf, env: Bindings): string
  /** How long the body of a request may take to arrive; 20 seconds where it is left out. */
  bodyMs?: number
  /** Calls a minute; left out, there is no limit. */
  limits?: Limits
  /** How webhooks are reached; left out, with `fetch`, where that reaches nothing but the internet. */
  post?: Post
  /** A development set-up: webhooks and images may be on this machine. */
  local?: boolean
}

/** What it takes to make a change, whoever asked for it, or nobody. */
export interface Errand {
  platform: Pick<Platform, 'vault' | 'signingKeys' | 'random'>
  store: Store
  /** Epoch ms, real time: tokens, keys and idempotency live by it. A merchant's own time is `Shop.at`. */
  realTime: number
}

/** One request, as verbs see it. */
export interface Call extends Errand {
  platform: Platform
  credential: Credential
  /** Set where a stream of changes was believed as one; otherwise every change believes for itself. */
  tenant?: Tenant
  requestId: string
  network: string
  idempotency: { key: string; fingerprint: string } | null
  /** Called as soon as the key is known to be good, so that it counts by itself and errors can be read by its page. */
  allowOrigins(origins: string[]): void
  origin: string | null
  /** A condition (RFC 9110 section 13.1.1). */
  ifMatch: string | undefined
}

export type Env = {
  Variables: {
    requestId: string
    /** What the reply will carry, whatever it is. */
    headers: Record<string, string>
    /** Set where the reply has been made with them. */
    isEnveloped?: boolean
    platform: Platform
    store: Store
    allowedOrigins?: string[]
    /** Whose key was found to be good. */
    believed?: Caller['policy']
    /** Set on the way to every route that is counted. */
    caller: Caller
    /** As the credential claims; the status of the reply says whether that was believed. */
    merchantId?: string
    /** The code of the problem it is answered with. */
    refusal?: ProblemCode
    /** What went wrong on our side. */
    failure?: Fields
    /** Set where the reply is still being made while it is sent: resolves at its end. */
    sent?: Promise<void>
  }
}

/** The merchant the credential belongs to; authentication makes sure that it does. */
export const merchantIdOf = ({ credential }: Call): string =>
  'merchantId' in credential ? credential.merchantId : ''

/** Whose token it is. Identity comes from nowhere else. */
export function shopperOf({ credential }: Call): { merchantId: string; externalId: string } {
  if (credential.who !== 'shopper') throw new Error('not a route of a shopper')
  return { merchantId: credential.merchantId, externalId: credential.externalId }
}

/** The address in their token, which is not believed before the rows are there. */
export const claimedEmail = ({ credential }: Call): string | null =>
  credential.who === 'shopper' ? credential.email : null
