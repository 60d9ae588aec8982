import type { HonoRequest } from 'hono'
import { CustomerRef, ExternalId } from '../../sdk/contract'
import { sha256 } from '../store/crypto'
import { flat } from '../store/flat'
import { remember } from '../store/remember'
import { refuse } from './refusal'

/** What a request claims to be, before the database has been asked. */
export type Credential =
  | { who: 'operator' }
  | { who: 'merchant'; merchantId: string; keyHash: string }
  | { who: 'page'; merchantId: string; keyHash: string }
  | {
      who: 'shopper'
      merchantId: string
      keyHash: string
      token: string
      externalId: string
      /** As the token says it, null where it does not. */
      email: string | null
      /** Whether a guest's token will do. */
      guests: boolean
    }

/** Whom an address is for. A visitor is a shopper or a guest; a shopper is no guest. */
export type Who = Credential['who'] | 'visitor'

const KEY = /^(pk|sk)_(test|live)_([0-9a-hjkmnp-tv-z]{26})_[A-Za-z0-9_-]{43}$/

/** The merchant's id is part of its keys, so a request can be routed before any look-up. */
export function keyParts(key: string): { kind: 'publishable' | 'secret'; merchantId: string } | undefined {
  const match = KEY.exec(key)
  if (!match) return undefined
  return { kind: match[1] === 'pk' ? 'publishable' : 'secret', merchantId: `mer_${match[3]}` }
}

const MOST_KEYS = 10_000
/** What a key is stored as, and found by. */
export const hashOfKey = remember(MOST_KEYS, (key: string) => sha256(key), flat)

/** What stands in an `Authorization` header of that kind (RFC 6750 section 2.1). */
export const bearerIn = (authorization: string | null | undefined): string | undefined =>
  /^Bearer (.+)$/.exec(authorization ?? '')?.[1]

export async function credentialOf(request: HonoRequest, who: Who, adminKey: string): Promise<Credential> {
  const bearer = bearerIn(request.header('Authorization'))
  if (who === 'operator') return operator(bearer, adminKey)
  if (who === 'merchant') return merchant(bearer)
  const key = request.query('key') ?? ''
  const parts = keyParts(key)
  if (parts?.kind === 'secret') throw refuse('forbidden', 'A secret key does not belong in a page')
  if (!parts) throw refuse('unauthenticated', 'Send the publishable key as ?key=pk_…')
  const page = { merchantId: parts.merchantId, keyHash: await hashOfKey(key) }
  if (who === 'page') return { who, ...page }
  if (!bearer) throw refuse('unauthenticated', 'Send the customer token as Authorization: Bearer …')
  return { who: 'shopper', ...page, token: bearer, ...claimedSubject(bearer), guests: who === 'visitor' }
}

async function operator(bearer: string | undefined, adminKey: string): Promise<Credential> {
  if (!bearer || (await sha256(bearer)) !== (await hashOfKey(adminKey)))
    throw refuse(bearer && keyParts(bearer) ? 'forbidden' : 'unauthenticated', 'This needs the admin key')
  return { who: 'operator' }
}

async function merchant(bearer: string | undefined): Promise<Credential> {
  const parts = keyParts(bearer ?? '')
  if (parts?.kind === 'publishable') throw refuse('forbidden', 'This needs a secret key')
  if (!bearer || !parts) throw refuse('unauthenticated', 'Send the secret key as Authorization: Bearer sk_…')
  return { who: 'merchant', merchantId: parts.merchantId, keyHash: await hashOfKey(bearer) }
}

const MOST_SUBJECTS = 5000
/** Tokens of ours are a quarter of it. Others cost whoever sends them, not our memory. */
export const LONGEST_KEPT = 2048

interface Subject {
  externalId: string
  email: string | null
}

/** Who the token says it is for. Only used to read the right rows; nothing is believed before it is verified. */
const claimedSubject = (token: string): Subject =>
  (token.length > LONGEST_KEPT ? subjectIn : subjectKept)(token)

function subjectIn(token: string): Subject {
  try {
    const payload = token.split('.')[1] ?? ''
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0))
    const claims = JSON.parse(new TextDecoder().decode(bytes))
    const subject = ExternalId.safeParse(claims.sub)
    const email = CustomerRef.shape.email.safeParse(claims.email).data ?? null
    if (subject.success) return { externalId: subject.data, email }
  } catch {
    // Falls through: whatever it is, it is no token of ours.
  }
  throw refuse('unauthenticated', 'The customer token is not valid')
}

const subjectKept = remember(MOST_SUBJECTS, subjectIn)
