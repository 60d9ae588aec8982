/** Of the standard normal distribution: 95 % lie within so many standard deviations. */
const Z = 1.959963984540054

export interface Interval {
  low: number
  high: number
}

/** Half the width of a 95 % interval by the normal approximation, in the unit of the variance's root. */
export const marginOf = (variance: number, answers: number): number => Z * Math.sqrt(variance / answers)

/**
 * 95 % interval of a share (0 to 1), which stays within it and holds for few answers and shares near the ends.
 *
 * Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
 * Journal of the American Statistical Association 22 (158), 209–212.
 */
export function wilson(hits: number, answers: number): Interval {
  const share = hits / answers
  const z2 = Z * Z
  const centre = (share + z2 / (2 * answers)) / (1 + z2 / answers)
  const half =
    (Z / (1 + z2 / answers)) * Math.sqrt((share * (1 - share)) / answers + z2 / (4 * answers * answers))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** Two decimals, and no minus before a zero. */
export const rounded = (value: number): number => Math.round(value * 100) / 100 + 0
