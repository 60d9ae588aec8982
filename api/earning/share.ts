/** Exact shares of integers: products may pass 2^53, results never do. */

/** `amount * part / whole`, rounded half up; 0 of nothing. All of them whole and not negative, `part <= whole`. */
export function portion(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0
  const doubled = 2n * BigInt(amount) * BigInt(part) + BigInt(whole)
  return Number(doubled / (2n * BigInt(whole)))
}

/**
 * Splits `total` in proportion to the weights so that the shares sum to it exactly: largest remainder first, then
 * the earlier one. No share passes its weight while `total` does not pass their sum.
 */
export function spread(total: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => 0)
  const products = weights.map(weight => BigInt(total) * BigInt(weight))
  const shares = products.map(product => Number(product / whole))
  const missing = total - shares.reduce((sum, share) => sum + share, 0)
  const remainders = products.map((product, index) => ({ index, remainder: product % whole }))
  remainders.sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  )
  for (const { index } of remainders.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}
