/**
 * What the clock on a wall shows, whatever the zone: a date whose local fields are its UTC fields, so date-fns
 * counts on it without ever asking the machine's zone. (The same idea as @date-fns/utc.)
 */
export class WallClock extends Date {
  override getFullYear = this.getUTCFullYear
  override getMonth = this.getUTCMonth
  override getDate = this.getUTCDate
  override getDay = this.getUTCDay
  override setFullYear = this.setUTCFullYear
  override setMonth = this.setUTCMonth
  override setDate = this.setUTCDate
  override setHours = this.setUTCHours;

  /** Where date-fns makes its copies. */
  [Symbol.for('constructDateFrom')](value: Date | number) {
    return new WallClock(value)
  }
}
