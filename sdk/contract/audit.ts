import { z } from 'zod'

/** Sums over every customer: issued - spent - expired - clawed back - adjusted away = outstanding - debt. */
const Sums = z.object({
  issued: z.int(),
  spent: z.int(),
  expired: z.int(),
  clawedBack: z.int(),
  adjustedAway: z.int(),
  outstanding: z.int(),
  debt: z.int(),
})

/** The books, proved. `clean` is true when `faults` is empty. */
export const Audit = z
  .object({
    clean: z.boolean(),
    customers: z.int(),
    journalLines: z.int(),
    points: Sums,
    spins: Sums,
    orders: z.object({ count: z.int(), paid: z.int(), total: z.int(), refunded: z.int() }),
    codes: z.record(z.string(), z.int()),
    faults: z.array(z.object({ check: z.string(), subject: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Audit' })
export type Audit = z.infer<typeof Audit>
