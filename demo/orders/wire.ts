/** The part of the import contract this archive fills, one object per NDJSON line. Money is in pence. */
export type ImportLine = OrderLine | RefundLine

export interface OrderLine {
  type: 'order'
  /** The shop's invoice number. */
  externalId: string
  customer: { externalId: string }
  status: 'paid'
  /** RFC 3339, UTC. */
  placedAt: string
  currency: 'GBP'
  lines: ItemLine[]
  /** Sum of the lines' amounts. */
  total: number
}

export interface ItemLine {
  lineId: string
  sku: string
  name: string
  quantity: number
  /** For the whole line, not per piece. */
  amount: number
}

export interface RefundLine {
  type: 'refund'
  orderExternalId: string
  /** The cancellation's number; `C536391-2` is its part for the second of several orders. */
  externalId: string
  /** RFC 3339, UTC. */
  at: string
  lines: { lineId: string; quantity: number; amount: number }[]
}
