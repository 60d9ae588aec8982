/** English, for ways to earn and tiers. */
export const texts = {
  ways: 'Ways to earn',
  'ways.only': 'For {tiers}',
  'ways.after': 'Yours after {n} day|Yours after {n} days',
  campaign: '{times}× points until {date}',
  tiers: 'Tiers',
  'tiers.yours': 'Your tier',
  'tiers.from': 'From {amount}',
  'tiers.times': '{times}× points on orders',
}
