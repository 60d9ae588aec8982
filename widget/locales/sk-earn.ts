/** Slovak, for ways to earn and tiers. */
export const texts = {
  ways: 'Ako získať body',
  'ways.only': 'Len {tiers}',
  'ways.after': 'Vaše po {n} dni|Vaše po {n} dňoch|Vaše po {n} dňa|Vaše po {n} dňoch',
  campaign: '{times}× body do {date}',
  tiers: 'Úrovne',
  'tiers.yours': 'Vaša úroveň',
  'tiers.from': '{amount} a viac',
  'tiers.times': '{times}× body za objednávky',
}
