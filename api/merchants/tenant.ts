import { and, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Program } from '../../sdk/contract'
import { Program as ProgramSchema } from '../../sdk/contract'
import { customers } from '../customers/table'
import type { Call } from '../http/call'
import type { Credential } from '../http/credential'
import { refuse } from '../http/refusal'
import { once } from '../store/once'
import { plan } from '../store/plan'
import type { Asked, Db, Reads, Rows } from '../store/store'
import { identitySecrets, keys, merchants, programs } from './table'
import { isGuestId, type Shopper, verifyCustomerToken, verifyGuestToken } from './token'

/** A merchant at a moment: the rules in force, and its time. */
export interface Shop {
  merchant: typeof merchants.$inferSelect
  program: Program
  programVersion: number
  programUpdatedAt: number
  expirySince: number
  /** Epoch ms by the merchant's clock: the test clock where one is set. */
  at: number
  zone: string
}

/** Who is asking and under which rules: every verb decides within one of these. */
export interface Tenant extends Shop {
  key: typeof keys.$inferSelect
  /** Verified claims of the customer or guest token. */
  shopper: Shopper | null
}

/** A version that was parsed before. */
export interface KnownProgram {
  version: number
  program: Program
}

type KeyedCredential = Exclude<Credential, { who: 'operator' }>

const NO_VERSION = 0

/** The program is longer than all the rest, so it is read only where its version is another than the `known` one. */
export function shopReads(db: Db, merchantId: string, known = NO_VERSION) {
  return {
    tenantMerchant: db.select().from(merchants).where(eq(merchants.id, merchantId)),
    tenantProgram: db
      .select({
        version: programs.version,
        text: sql<
          string | null
        >`CASE WHEN ${programs.version} = ${known} THEN NULL ELSE ${programs.program} END`,
        expirySince: programs.expirySince,
        createdAt: programs.createdAt,
      })
      .from(programs)
      .where(eq(programs.merchantId, merchantId))
      .orderBy(desc(programs.version))
      .limit(1),
  }
}

/** What rides in the read batch of every verb: four look-ups that are the same for all who have the key, and one for guests. */
export function tenantReads(
  db: Db,
  credential: KeyedCredential,
  known: KnownProgram | undefined,
): Asked<Reads>[] {
  const { merchantId, keyHash } = credential
  const merchant = merchantReads(db, { merchantId, keyHash, known: known?.version ?? NO_VERSION })
  if (credential.who !== 'shopper' || !isGuestId(credential.externalId)) return [merchant]
  return [merchant, guestReads(db, { merchantId, guestId: credential.externalId })]
}

interface Claimed {
  merchantId: string
  keyHash: string
  /** A version. */
  known: number
}

const merchantReads = plan(
  (db, { merchantId, keyHash, known }: Claimed) => ({
    tenantKey: db
      .select()
      .from(keys)
      .where(and(eq(keys.hash, keyHash), eq(keys.merchantId, merchantId))),
    ...shopReads(db, merchantId, known),
    tenantSecrets: db.select().from(identitySecrets).where(eq(identitySecrets.merchantId, merchantId)),
  }),
  { isShared: true },
)

const guestReads = plan((db, { merchantId, guestId }: { merchantId: string; guestId: string }) => ({
  tenantGuest: db
    .select({ mergedInto: customers.mergedInto })
    .from(customers)
    .where(and(eq(customers.merchantId, merchantId), eq(customers.externalId, guestId))),
}))

type TenantRows = Rows<ReturnType<typeof merchantReads>> & Partial<Rows<ReturnType<typeof guestReads>>>

/** The merchant's time inside SQL, where a read needs it before the merchant is known. */
export const merchantTime = (merchantId: string, realTime: number): SQL =>
  once(
    sql`(SELECT coalesce((SELECT test_clock FROM merchants WHERE id = ${merchantId}), CAST(${realTime} AS INTEGER)))`,
  )

/** Nobody has asked, so nobody is believed: for what time does by itself. Null when there is no such merchant. */
export function shopOf(
  rows: Rows<ReturnType<typeof shopReads>>,
  realTime: number,
  known?: KnownProgram,
): Shop | null {
  const [merchant] = rows.tenantMerchant
  const [stored] = rows.tenantProgram
  if (!merchant || !stored) return null
  return {
    merchant,
    program: programOf(merchant.id, stored, known),
    programVersion: stored.version,
    programUpdatedAt: stored.createdAt,
    expirySince: stored.expirySince,
    at: merchant.testClock ?? realTime,
    zone: merchant.timeZone,
  }
}

/**
 * Turns the rows into a tenant, or refuses: the only place where a credential is believed.
 *
 * @param known what the rows were read with
 */
export async function authenticate(
  call: Call,
  rows: TenantRows,
  known: KnownProgram | undefined,
): Promise<Tenant> {
  const credential = call.credential as KeyedCredential
  const [key] = rows.tenantKey
  const shop = shopOf(rows, call.realTime, known)
  if (!key || !shop || key.revokedAt !== null || (key.expiresAt ?? Infinity) <= call.realTime)
    throw refuse('unauthenticated', 'This key is unknown, expired or revoked')
  call.allowOrigins(key.allowedOrigins)
  if (credential.who !== 'merchant') bindOrigin(call, key.allowedOrigins)
  const shopper = credential.who === 'shopper' ? await verifyShopper(call, credential, rows) : null
  return { ...shop, key, shopper }
}

/** A page of another origin may not use the key. @throws Refusal `origin_not_allowed` */
function bindOrigin(call: Call, allowed: string[]): void {
  if (call.origin !== null && !allowed.includes(call.origin)) throw refuse('origin_not_allowed')
}

async function verifyShopper(
  call: Call,
  credential: Credential & { who: 'shopper' },
  { tenantSecrets, tenantGuest }: TenantRows,
): Promise<Shopper> {
  const { vault } = call.platform
  if (isGuestId(credential.externalId)) {
    const shopper = await verifyGuestToken(vault, credential, call.realTime)
    const guest = tenantGuest?.[0]
    if (!shopper || !guest) throw refuse('unauthenticated', 'The guest token is not valid')
    if (!credential.guests) throw refuse('forbidden', 'This is for customers; guests sign in first')
    if (guest.mergedInto !== null) throw refuse('merged')
    return shopper
  }
  for (const { id, sealed } of tenantSecrets) {
    const shopper = await verifyCustomerToken(await vault.secretOf(sealed, id), credential, call.realTime)
    if (shopper) return shopper
  }
  throw refuse('unauthenticated', 'The customer token is not valid')
}

const MOST_PROGRAMS = 1000

/** Of each merchant, the version that was read last. */
const parsed = new Map<string, KnownProgram>()

export const programKnown = ({ merchantId }: KeyedCredential): KnownProgram | undefined =>
  parsed.get(merchantId)

/** Versions never change, so each is parsed once; parsing gives older versions the fields that came later. */
function programOf(
  merchantId: string,
  { version, text }: { version: number; text: string | null },
  known = parsed.get(merchantId),
): Program {
  if (known?.version === version) return known.program
  if (text === null) throw new Error('a program that is not known has been left out')
  if (parsed.size >= MOST_PROGRAMS) parsed.clear()
  const program = ProgramSchema.parse(JSON.parse(text))
  parsed.set(merchantId, { version, program })
  return program
}
