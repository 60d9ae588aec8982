/** What the journal calls a redemption and whatever came of it. */
export const sourceOf = (redemptionId: string): string => `redemption:${redemptionId}`
