import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PlacedOrder, Review, Shopper } from '../wire'

/** The shop's own books: who signed up and what they bought since the history ended. */
export interface Records {
  shoppers: Shopper[]
  orders: RecordedOrder[]
  reviews: Review[]
  save(): void
}

export interface RecordedOrder extends PlacedOrder {
  /** What Laurel has not heard of yet, in this order. */
  untold: ('paid' | 'returned')[]
}

/** @param file JSON; null keeps them in memory */
export function openRecords(file: string | null): Records {
  const { shoppers = [], orders = [], reviews = [] } = file ? readJson<Partial<Records>>(file, {}) : {}
  return {
    shoppers,
    orders,
    reviews,
    save: () => {
      if (file) writeJson(file, { shoppers, orders, reviews })
    },
  }
}

export function readJson<Content>(file: string, missing: Content): Content {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Content
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing
    throw error
  }
}

/** Whole or not at all, and for its owner's eyes only. */
export function writeJson(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
