const COLUMNS = 8
const ROWS = 5
/** Of the cells: then the rest falls off by itself. */
const ENOUGH = 0.55

/** What has been scratched of a card, in coarse cells: counting them needs no reading of pixels. */
export function createCells() {
  const cells = new Set<number>()
  return {
    /** @param x from 0 to 1, along the card; y the same @returns whether it is enough */
    scratch(x: number, y: number): boolean {
      const inside = x >= 0 && x < 1 && y >= 0 && y < 1
      if (inside) cells.add(Math.floor(y * ROWS) * COLUMNS + Math.floor(x * COLUMNS))
      return cells.size >= COLUMNS * ROWS * ENOUGH
    },
  }
}
