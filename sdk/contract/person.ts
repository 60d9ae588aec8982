import { z } from 'zod'

const rows = z.array(z.record(z.string(), z.unknown()))

/** Everything that is held about one person, as the tables hold it, without secrets of ours. */
export const PersonExport = z
  .object({
    exportedAt: z.string(),
    customer: z.record(z.string(), z.unknown()),
    guests: rows.meta({ description: 'Whom they were before they signed in, and when they joined' }),
    consents: rows,
    journal: rows,
    lots: rows,
    allocations: rows,
    debts: rows,
    earnings: rows,
    tiers: rows,
    orders: rows,
    refunds: rows,
    events: rows,
    codes: rows,
    spins: rows,
    redemptions: rows,
    referrals: rows,
    visits: rows,
    responses: rows,
    prompts: rows,
    progress: rows,
    messages: rows,
  })
  .meta({ id: 'PersonExport' })

export const Erased = z
  .object({ id: z.string(), erasedAt: z.string() })
  .meta({ id: 'Erased', description: 'The ledger keeps its sums under an id nobody can be found by' })

export type PersonExport = z.infer<typeof PersonExport>
export type Erased = z.infer<typeof Erased>
