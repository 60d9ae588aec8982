import type { Drawer } from './drawer'
import { fingerprint } from './token'

/** A spin as it was sent: kept until its result was shown, so a lost reply is asked for again, never drawn again. */
export interface StartedSpin {
  wheelId: string
  clientSeed: string
  commitment: string
  idempotencyKey: string
}

/** Spins under way, of one shopper. */
export interface StartedSpins {
  subject: string
  spins: Record<string, StartedSpin>
}

/** The spin under way at a wheel, if this shopper has one. Another shopper's is thrown away unread. */
export function readStarted(drawer: Drawer<StartedSpins>, subject: string): Record<string, StartedSpin> {
  const kept = drawer.read()
  if (kept?.subject === fingerprint(subject)) return kept.spins
  if (kept) drawer.clear()
  return {}
}

export function keepStarted(drawer: Drawer<StartedSpins>, subject: string, spin: StartedSpin): void {
  const spins = { ...readStarted(drawer, subject), [spin.wheelId]: spin }
  drawer.write({ subject: fingerprint(subject), spins })
}

export function dropStarted(drawer: Drawer<StartedSpins>, subject: string, wheelId: string): void {
  const { [wheelId]: _, ...spins } = readStarted(drawer, subject)
  if (Object.keys(spins).length) drawer.write({ subject: fingerprint(subject), spins })
  else drawer.clear()
}
