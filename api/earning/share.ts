/** Exact shares of integers: products may pass 2^53, results never do. Most stay below, where numbers are exact and quicker. */

/** `amount * part / whole`, rounded half up; 0 of nothing. All of them whole and not negative, `part <= whole`. */
export function portion(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0
  const doubled = 2 * amount * part + whole
  if (doubled <= Number.MAX_SAFE_INTEGER) return quotient(doubled, 2 * whole)
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)))
}

/**
 * Splits `total` in proportion to the weights so that the shares sum to it exactly: largest remainder first, then
 * the earlier one. No share passes its weight while `total` does not pass their sum.
 */
export function spread(total: number, weights: number[]): number[] {
  if (total === 0) return weights.map(() => 0)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return weights.map(() => 0)
  const isSmall = whole <= Number.MAX_SAFE_INTEGER && total * whole <= Number.MAX_SAFE_INTEGER
  const shares = isSmall ? smallShares(total, weights, whole) : largeShares(total, weights)
  const missing = total - shares.reduce((sum, { share }) => sum + share, 0)
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
  )
  for (const each of byRemainder.slice(0, missing)) each.share += 1
  return shares.map(({ share }) => share)
}

interface Share {
  index: number
  share: number
  remainder: number | bigint
}

const smallShares = (total: number, weights: number[], whole: number): Share[] =>
  weights.map((weight, index) => {
    const product = total * weight
    return { index, share: quotient(product, whole), remainder: product % whole }
  })

function largeShares(total: number, weights: number[]): Share[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  return weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight)
    return { index, share: Number(product / whole), remainder: product % whole }
  })
}

/** Rounded down. A floor of the quotient would be of one that has been rounded already. */
const quotient = (a: number, b: number): number => (a - (a % b)) / b
